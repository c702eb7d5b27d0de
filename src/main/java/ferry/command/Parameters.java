package ferry.command;

import static ferry.protocol.ReplyCode.OKAY;

import ferry.protocol.Reply;
import ferry.protocol.Structure;
import ferry.protocol.TransferMode;
import ferry.protocol.TypeCode;
import ferry.session.Session;

/** Transfer parameters: TYPE, STRU and MODE. RFC 959, section 4.1.2. */
final class Parameters {
    private Parameters() {}

    /** RFC 959, 4.1.2. 200; 501, 504 from the argument's reader. */
    static Reply type(Session session, TypeCode type) {
        session.parameters().type(type);
        return Reply.of(OKAY, "Type is " + type);
    }

    /** RFC 959, 4.1.2. 200; 501, 504 from the argument's reader. */
    static Reply structure(Session session, Structure structure) {
        session.parameters().structure(structure);
        return Reply.of(OKAY, "Structure is " + structure);
    }

    /** RFC 959, 4.1.2. 200; 501 from the argument's reader. */
    static Reply mode(Session session, TransferMode mode) {
        session.parameters().mode(mode);
        return Reply.of(OKAY, "Mode is " + mode);
    }

    /** The options of MODE Z in draft-preston-ftpext-deflate: 200; 501. */
    static Reply modeOptions(Session session, DeflateOption option) {
        switch (option) {
            case DeflateOption.Level(int level) -> session.parameters().deflateLevel(level);
            case DeflateOption.Fixed _ -> {}
        }
        return Reply.of(OKAY, "MODE Z " + option);
    }
}
