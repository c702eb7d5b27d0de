package ferry.command;

import static ferry.protocol.ReplyCode.OKAY;

import ferry.protocol.Reply;
import ferry.protocol.RepresentationType;
import ferry.protocol.Structure;
import ferry.protocol.TransferMode;
import ferry.session.Session;

/** Transfer parameters: TYPE, STRU and MODE. RFC 959, section 4.1.2. */
final class Parameters {
    private Parameters() {}

    /** RFC 959, 4.1.2. 200; 501, 504 from the argument's reader. */
    static Reply type(Session session, RepresentationType type) {
        session.parameters().type(type);
        return Reply.of(
                OKAY,
                switch (type) {
                    case ASCII -> "Type is ASCII";
                    case IMAGE -> "Type is image";
                });
    }

    /** RFC 959, 4.1.2. 200; 501, 504 from the argument's reader. */
    static Reply structure(Session session, Structure structure) {
        session.parameters().structure(structure);
        return Reply.of(OKAY, "Structure is file");
    }

    /** RFC 959, 4.1.2. 200; 501, 504 from the argument's reader. */
    static Reply mode(Session session, TransferMode mode) {
        session.parameters().mode(mode);
        return Reply.of(OKAY, "Mode is stream");
    }
}
