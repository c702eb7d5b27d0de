package ferry.legacy;

import static ferry.protocol.ReplyCode.CANNOT_OPEN_DATA_CONNECTION;
import static ferry.protocol.ReplyCode.INSUFFICIENT_STORAGE;
import static ferry.protocol.ReplyCode.LOCAL_ERROR;
import static ferry.protocol.ReplyCode.TRANSFER_ABORTED;

import ferry.codec.Representation;
import ferry.data.ConnectionDtp;
import ferry.data.DataPort;
import ferry.file.Entry;
import ferry.legacy.LegacyCommand.Verb;
import ferry.protocol.Escaped;
import ferry.protocol.Reply;
import ferry.protocol.ReplyCode;
import ferry.protocol.ReplyException;
import ferry.session.LoginState;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Carries out the verbs of a connection by their rows in the command table, and words the outcome as legacy clients know it. */
final class Conversation {
    private static final Logger LOG = LogManager.getLogger(Conversation.class);

    /** Outcomes that the command itself has logged. */
    private static final Set<ReplyCode> LOGGED =
            Set.of(TRANSFER_ABORTED, CANNOT_OPEN_DATA_CONNECTION, INSUFFICIENT_STORAGE, LOCAL_ERROR);

    private static final int FIRST_UNPRIVILEGED = 1024;

    private final LegacyConnection connection;
    private final LegacyService service;
    private final Wire wire;
    private final Received received;

    Conversation(LegacyConnection connection, LegacyService service, Wire wire, Received received) {
        this.connection = connection;
        this.service = service;
        this.wire = wire;
        this.received = received;
    }

    /** Carries a command out and answers; the header is that of the frame behind {@code post}. */
    void carryOut(LegacyCommand command, Optional<FrameHeader> header) throws IOException {
        switch (command.verb()) {
            case GET -> get(command.name());
            case POST -> post(command.name(), header.orElseThrow());
            case DIRS -> dirs(command.name());
            case PATHS -> paths();
            case CHDIR -> changeDirectory(command.name());
            case EXIT -> connection.dispatch(frame(), Verb.EXIT, "");
            case G -> callBack(command.name());
        }
    }

    private void get(String name) throws IOException {
        var frame = frame();
        var reply = connection.dispatch(frame, Verb.GET, name);
        if (failed(Verb.GET, name, reply)) {
            if (frame.begun()) {
                connection.closeAfterReply(); // the client was promised more bytes
            } else {
                connection.answer(Frame.error(
                        FrameHeader.baseName(name), service.settings().hash(), reply.text()));
            }
        }
    }

    private void post(String typed, FrameHeader header) throws IOException {
        String name = header.name().orElse(FrameHeader.baseName(typed));
        if (header.digest().isEmpty()) {
            LOG.info("post \"{}\": the header has no digest that could be checked", Escaped.text(name));
        }
        var hash = service.settings().hash();
        var body = new FrameBody(header, received, hash);
        var frame = frame(Optional.of(body));
        var reply = connection.dispatch(frame, Verb.POST, name);
        boolean failed = failed(Verb.POST, name, reply);
        if (failed && !header.acknowledge()) {
            connection.closeAfterReply(); // bytes sent back would be taken for the answer to the next command
        } else if (failed) {
            frame.skipBody();
            connection.answer(Frame.notStored(name, hash, body.hex(hash).orElse(""), reply.text()));
        } else if (header.acknowledge()) {
            connection.answer(Frame.stored(name, hash, body.hex(hash).orElse("")));
        }
    }

    private void dirs(String name) throws IOException {
        var frame = frame();
        var reply = connection.dispatch(frame, Verb.DIRS, name.isEmpty() ? "-a" : "-a " + name);
        if (failed(Verb.DIRS, name, reply)) {
            if (frame.begun()) {
                connection.closeAfterReply();
            } else {
                error(reply);
            }
        }
    }

    private void paths() throws IOException {
        var reply = connection.dispatch(frame(), Verb.PATHS, "");
        if (failed(Verb.PATHS, "", reply)) {
            error(reply);
        } else {
            text(connection.session().folder().toString());
        }
    }

    private void changeDirectory(String name) throws IOException {
        var reply = connection.dispatch(frame(), Verb.CHDIR, name);
        if (failed(Verb.CHDIR, name, reply)) {
            error(reply);
        } else {
            dirs("");
        }
    }

    private void callBack(String words) {
        var session = connection.session();
        var target =
                CallBackTarget.of(words, service.settings(), name -> Readiness.names(session, Entry.Kind.FILE, name));
        if (target.port() < FIRST_UNPRIVILEGED
                && target.port() != service.settings().dataPort()) {
            LOG.warn("g \"{}\": ports below 1024 are not called", Escaped.text(words));
            return;
        }
        var dtp = new CallBackDtp(service.services().data(), terms(target.port()));
        var reply = connection.dispatch(dtp, Verb.GET, target.name());
        if (failed(Verb.G, target.name(), reply) && !dtp.tried()) {
            closeEmpty(dtp);
        }
    }

    /** The client waits in accept(), and would for ever. */
    private void closeEmpty(CallBackDtp dtp) {
        try {
            connection.transfer(dtp, (over, transfer) -> over.send(sink -> {}, transfer));
        } catch (IOException | ReplyException e) {
            LOG.info("no data connection: {}", e.getMessage());
        }
    }

    // ---- the outcome

    private static boolean failed(Verb verb, String name, Reply reply) {
        boolean failed = !reply.code().positive();
        if (failed && !LOGGED.contains(reply.code())) {
            LOG.info("{} \"{}\": {}", verb.word(), Escaped.text(name), reply.text());
        }
        return failed;
    }

    private void error(Reply reply) throws IOException {
        text("error: " + reply.text());
    }

    private void text(String text) throws IOException {
        connection.answer(connection.session().coding().encode(text));
    }

    // ---- the ways bytes move

    private FrameDtp frame() {
        return frame(Optional.empty());
    }

    private FrameDtp frame(Optional<FrameBody> body) {
        var login = login();
        var terms = new FrameDtp.Terms(
                service.services().data(),
                service.services().digests(),
                service.settings().hash(),
                connection.session().coding(),
                login.up(),
                login.down());
        return new FrameDtp(wire, terms, body);
    }

    private ConnectionDtp.Terms terms(int port) {
        var session = connection.session();
        var login = login();
        return new ConnectionDtp.Terms(
                new DataPort.Active(
                        new InetSocketAddress(session.peers().client().getAddress(), port)),
                session.peers().ends().outbound(),
                Optional.empty(),
                Representation.PLAIN,
                session.coding(),
                login.up(),
                login.down());
    }

    private LoginState.LoggedIn login() {
        if (connection.session().login() instanceof LoginState.LoggedIn in) {
            return in;
        }
        throw new IllegalStateException("nobody is logged in");
    }
}
