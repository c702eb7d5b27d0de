package ferry.legacy;

import com.google.common.base.Ascii;
import ferry.command.AccessControl;
import ferry.command.Dispatcher;
import ferry.data.Dtp;
import ferry.data.Transfer;
import ferry.protocol.Escaped;
import ferry.protocol.ForeignProtocol;
import ferry.protocol.Reply;
import ferry.protocol.ReplyCode;
import ferry.protocol.ReplyException;
import ferry.protocol.TypeCode;
import ferry.session.Connections;
import ferry.session.ControlLayer;
import ferry.session.ProtocolInterpreter;
import ferry.session.Session;
import java.io.IOException;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The connection of a legacy client: the protocol interpreter of the other protocol. Unterminated commands in, frames out.
 *
 * <p>One virtual thread does all of it, one command after the other; {@link Conversation} says what a verb answers.
 */
final class LegacyConnection implements ProtocolInterpreter, Connections.Drainable {
    private static final Logger LOG = LogManager.getLogger(LegacyConnection.class);
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int LONGEST_IN_LOG = 200;

    private final LegacyService service;
    private final Wire wire;
    private final Received received;
    private final Session session;
    private final ClientText text;
    private final Conversation conversation;
    private Optional<Dtp> dtp = Optional.empty();
    private boolean unended;
    private volatile boolean closing;
    private volatile boolean draining;
    private volatile boolean executing;

    /** For this connection, whose owner closes it when {@link #serve} returns. */
    LegacyConnection(LegacyService service, Wire wire, Received received, Session.Peers peers) {
        this.service = service;
        this.wire = wire;
        this.received = received;
        session = new Session(peers, this, service.services());
        text = new ClientText(session);
        conversation = new Conversation(this, service, wire, received);
    }

    /** Serves the client till the end of the connection. */
    void serve() {
        session.tagThread();
        service.services().data().stalls().add(wire);
        try (session) {
            if (loggedIn()) {
                session.parameters().type(TypeCode.IMAGE);
                read();
            }
        } finally {
            service.services().data().stalls().remove(wire);
            LOG.info("session ended");
        }
    }

    private boolean loggedIn() {
        var client = session.peers().client().getAddress();
        var user = service.user().filter(found -> found.allowFrom().allows(client));
        if (user.isEmpty()) {
            LOG.warn("refused: legacy.user may not log in from {}", client.getHostAddress());
            return false;
        }
        try {
            AccessControl.logIn(session, user.get());
            return true;
        } catch (ReplyException e) {
            LOG.warn("refused: {}", e.getMessage());
            return false;
        }
    }

    private void read() {
        var commands = new CommandReader(received, new Readiness(session, text));
        try {
            while (!closing) {
                switch (commands.next(session.idleTimeout())) {
                    case CommandReader.Input.Words(byte[] bytes) -> take(bytes);
                    case CommandReader.Input.Rest(byte[] bytes) -> wire.answer(bytes);
                    case CommandReader.Input.Nothing.CLOSED -> closing = true;
                    case CommandReader.Input.Nothing.IDLE -> {
                        LOG.info("idle for too long; closed");
                        closing = true;
                    }
                }
            }
        } catch (FrameException e) {
            LOG.warn("post: {}; closed", beginning(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            LOG.debug("the client is gone", e);
        }
    }

    private void take(byte[] bytes) throws IOException {
        String words = text.look(bytes);
        if (unended && (words.equals("\n") || words.equals("\r\n"))) {
            unended = false; // the end of a line whose command was carried out already
            return;
        }
        unended = false;
        if (bytes[0] == TLS_HANDSHAKE || ForeignProtocol.speaks(words.stripTrailing())) {
            LOG.warn("not the legacy protocol: \"{}\"; closed", beginning(words));
            closing = true;
            return;
        }
        var command = LegacyCommand.of(words);
        boolean cut = bytes.length >= Received.MOST;
        if (!cut) {
            text.read(bytes);
        }
        if (command.isEmpty()) {
            wire.answer(bytes); // the second dialect's echo
        } else if (cut) {
            LOG.warn("a command of more than {} bytes; closed", Received.MOST);
            closing = true;
        } else {
            unended = !words.endsWith("\n");
            carryOut(command.get());
        }
    }

    private static String beginning(String text) {
        return Escaped.text(Ascii.truncate(text, LONGEST_IN_LOG, "..."));
    }

    private void carryOut(LegacyCommand command) throws IOException {
        var header = command.verb() == LegacyCommand.Verb.POST ? Optional.of(header()) : Optional.<FrameHeader>empty();
        executing = true;
        if (!draining) {
            conversation.carryOut(command, header);
        }
        executing = false;
        if (draining) {
            closing = true;
        }
    }

    private FrameHeader header() throws IOException {
        return FrameHeader.parse(text.read(Frame.readHeader(received, session.idleTimeout())));
    }

    // ---- what the conversation asks

    @Override
    public Session session() {
        return session;
    }

    /** Sends an answer. */
    void answer(byte[] bytes) throws IOException {
        wire.answer(bytes);
    }

    /** Carries a command out by its row; its bytes move over this. */
    Reply dispatch(Dtp over, LegacyCommand.Verb verb, String argument) {
        dtp = Optional.of(over);
        try {
            return service.dispatcher().dispatch(session, new Dispatcher.Line(verb.word(), argument));
        } finally {
            session.transferEnded();
        }
    }

    /** Moves bytes without a command. */
    void transfer(Dtp over, Session.Movement movement) throws IOException, ReplyException {
        dtp = Optional.of(over);
        try {
            session.transfer(new Transfer("g", 0), Reply.of(ReplyCode.FILE_STATUS_OKAY, "Nothing to send"), movement);
        } finally {
            session.transferEnded();
        }
    }

    // ---- what the session asks of the protocol interpreter

    /** Does nothing: the legacy protocol has no preliminary replies. */
    @Override
    public void mark(Reply preliminary) {}

    @Override
    public Dtp dtp(Session owner) {
        return dtp.orElseThrow();
    }

    /** Says no: a frame tells its length, so a file is complete or not, whoever is still there. */
    @Override
    public boolean clientGone() {
        return false;
    }

    /** Does nothing: one thread serves a legacy connection. */
    @Override
    public void standAside(Thread carrier) {}

    @Override
    public boolean ending() {
        return closing;
    }

    @Override
    public void switchAfterReply(ControlLayer next) {
        throw new UnsupportedOperationException("this protocol has no TLS");
    }

    @Override
    public void closeAfterReply() {
        closing = true;
    }

    // ---- the end

    @Override
    public void drain() {
        draining = true;
        if (!executing) {
            wire.close();
        }
    }

    /** Says nothing: the protocol has no words for it. */
    @Override
    public void kick(String reason) {
        closing = true;
        session.cutTransfer(Transfer.Cut.KICKED);
        drain();
    }

    @Override
    public void cut() {
        closing = true;
        session.cutTransfer(Transfer.Cut.STOPPED); // unless it was kicked
        wire.close();
    }
}
