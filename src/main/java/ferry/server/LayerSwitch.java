package ferry.server;

import ferry.protocol.Escaped;
import ferry.session.ControlLayer;
import ferry.session.Session;
import ferry.tls.TlsLogin;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Begins and ends TLS on a control connection, behind the reply to AUTH, CCC or REIN. By the thread that reads, and while
 * no other has the session: nobody may be reading from a layer that ends.
 */
final class LayerSwitch {
    private static final Logger LOG = LogManager.getLogger(LayerSwitch.class);
    private static final long LOOK_NANOS = 50_000_000;

    private final ControlChannel channel;
    private final Session session;
    private final Silence silence;
    private final Duration longestHandshake;
    private Optional<ControlLayer> asked = Optional.empty();

    LayerSwitch(ControlChannel channel, Session session, Silence silence, Duration longestHandshake) {
        this.channel = channel;
        this.session = session;
        this.silence = silence;
        this.longestHandshake = longestHandshake;
    }

    /**
     * Waits for the end of what runs before a command that may switch. Nothing may come behind that command meanwhile, and
     * the end of the connection is still seen. False when the session is to end.
     */
    boolean await(Turns turns) {
        while (turns.taken()) {
            var looked = channel.look(System.nanoTime() + LOOK_NANOS);
            if (looked == LineReader.Look.MORE) {
                LOG.warn("commands came behind one that begins or ends TLS; closed");
            }
            if (looked != LineReader.Look.NOTHING) {
                return false;
            }
        }
        return true;
    }

    /** Notes that the command which is carried out asks for another layer behind its reply. */
    void ask(ControlLayer next) {
        asked = Optional.of(next);
    }

    /** Whether another layer was asked for. */
    boolean asked() {
        return asked.isPresent();
    }

    /** Goes to the layer that was asked for, if one was. False when that failed, and the session is to end. */
    boolean go() {
        var next = asked;
        asked = Optional.empty();
        return next.isEmpty() || go(next.get());
    }

    private boolean go(ControlLayer next) {
        var protection = session.protection();
        long deadline = silence.deadline();
        try {
            switch (next) {
                case PROTECTED -> session.protect(handshake(deadline));
                case COMMANDS_IN_CLEAR -> {
                    channel.expose(protection.login().orElseThrow(), deadline);
                    protection.clearCommands();
                }
                case CLEAR -> {
                    channel.expose(protection.login().orElseThrow(), deadline);
                    protection.end();
                }
            }
            return true;
        } catch (IOException e) {
            LOG.warn("closed: {}", Escaped.text(String.valueOf(e.getMessage())));
            return false;
        }
    }

    private TlsLogin handshake(long deadline) throws IOException {
        var figures = session.services().figures();
        try {
            var login = channel.protect(
                    session.protection().tls().orElseThrow(),
                    session.hosts().said(),
                    Math.min(deadline, System.nanoTime() + longestHandshake.toNanos()));
            figures.handshake(login.version());
            return login;
        } catch (IOException e) {
            figures.handshake("failed");
            throw e;
        }
    }
}
