package ferry.server;

import static ferry.protocol.ReplyCode.SERVICE_NOT_AVAILABLE;

import ferry.command.CommandTable;
import ferry.command.Dispatcher;
import ferry.data.PassiveDoor;
import ferry.event.Actor;
import ferry.figures.Figures;
import ferry.guard.Guard;
import ferry.protocol.NameCoding;
import ferry.protocol.Reply;
import ferry.proxy.Ends;
import ferry.session.Connections;
import ferry.session.Limits;
import ferry.session.Protection;
import ferry.session.Services;
import ferry.session.Session;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;

/** Serves the connections of an FTP listener. */
public final class FtpService implements Listener.Service {
    private static final Logger LOG = LogManager.getLogger(FtpService.class);
    private static final long LONG_IN_LOBBY_NANOS = 5_000_000_000L; // most programs log in within the first second
    private static final int LOOKS = 50;
    private static final long LOOK_NANOS = 10_000_000;

    /** Serves a connection whose client has spoken before the greeting. */
    @FunctionalInterface
    public interface Early {
        /** Serves it till its end; owns the channel, gives the place among the limits back. */
        void serve(SocketChannel channel, Ends ends, byte[] received, String id);
    }

    /**
     * Clients of the legacy protocol on the FTP port.
     *
     * @param patience how long a client may take to speak first
     * @param legacy serves those who do
     */
    public record Detection(Duration patience, Early legacy) {}

    /**
     * What all FTP listeners share.
     *
     * @param services what sessions share
     * @param settings how control connections are kept
     * @param limits counts the sessions of both protocols
     * @param connections the connections of both protocols
     * @param silences ends the sessions whose clients are silent
     * @param detection whether legacy clients are looked for
     */
    public record House(
            Services services,
            ServerSettings settings,
            Limits limits,
            Connections connections,
            SilenceWatch silences,
            Optional<Detection> detection) {}

    /**
     * What holds for the connections of one listener.
     *
     * @param passive where its clients' passive data connections come in, and who stands between it and them
     * @param protection its terms of TLS
     */
    public record Door(PassiveDoor passive, Protection.Terms protection) {}

    private final House house;
    private final Door door;
    private final Dispatcher dispatcher = new Dispatcher(CommandTable.ftp());

    /** For the connections that come in by this door. */
    public FtpService(House house, Door door) {
        this.house = house;
        this.door = door;
    }

    Services services() {
        return house.services();
    }

    ServerSettings settings() {
        return house.settings();
    }

    Limits limits() {
        return house.limits();
    }

    Connections connections() {
        return house.connections();
    }

    SilenceWatch silences() {
        return house.silences();
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    @Override
    public void serve(SocketChannel channel) {
        try {
            String id = Session.newId();
            ThreadContext.put("session", id);
            var ends = door.passive().proxies().ends(channel);
            if (admitted(channel, ends.client())) {
                serveAdmitted(channel, ends, id);
            }
        } catch (IOException e) {
            LOG.debug("the client was gone before it was served", e);
            close(channel);
        }
    }

    private boolean admitted(SocketChannel channel, InetSocketAddress client) throws IOException {
        var admission = services().guard().admit(client.getAddress());
        String text = switch (admission) {
            case YES -> noRoom(client);
            case BANNED -> Guard.BANNED;
            case TOO_FAST -> "Too many connections from your address; try later";
        };
        if (admission != Guard.Admission.YES) {
            services().figures().refused(Figures.word(admission));
        }
        if (text.isEmpty()) {
            return true;
        }
        LOG.debug("{} refused: {}", client, text);
        var bytes = Reply.of(SERVICE_NOT_AVAILABLE, text).encode(NameCoding.UTF_8);
        channel.socket().getOutputStream().write(bytes);
        channel.shutdownOutput();
        channel.close();
        return false;
    }

    /** Why there is no room for a session of this client; empty when it has taken a place. */
    private String noRoom(InetSocketAddress client) {
        var room = house.limits().enter(client.getAddress());
        for (int look = 0; look < LOOKS && room == Limits.Room.SERVER_FULL && roomIsMade(look); look++) {
            LockSupport.parkNanos(LOOK_NANOS);
            room = house.limits().enter(client.getAddress());
        }
        String text = switch (room) {
            case YES -> "";
            case SERVER_FULL -> "Too many sessions; try later";
            case ADDRESS_FULL -> "Too many sessions from your address";
        };
        if (!text.isEmpty()) {
            services().figures().refused(Figures.word(room));
            LOG.warn("{} refused: {}", client, text);
        }
        return text;
    }

    /** Whether a session ends, or is about to, that has waited too long for its login while others want its place. */
    private boolean roomIsMade(int look) {
        return look > 0 || services().guard().lobby().makeRoom(LONG_IN_LOBBY_NANOS);
    }

    private void serveAdmitted(SocketChannel channel, Ends ends, String id) throws IOException {
        ControlConnection connection;
        try {
            LOG.info("connected from {}", ends.client());
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            channel.socket().setOOBInline(true); // the urgent byte of a Synch stays where it stands, RFC 854
            if (spokeFirst(channel, ends, id)) {
                return;
            }
            services().figures().connected(door.protection().implicit() ? Actor.Protocol.FTPS : Actor.Protocol.FTP);
            connection = new ControlConnection(
                    this,
                    channel.socket(),
                    new Session.Peers(id, ends, Optional.of(door.passive()), Optional.of(door.protection())));
        } catch (IOException | RuntimeException e) {
            house.limits().leave(ends.client().getAddress());
            throw e;
        }
        connection.serve();
    }

    private boolean spokeFirst(SocketChannel channel, Ends ends, String id) throws IOException {
        if (door.protection().implicit() || house.detection().isEmpty()) {
            return false;
        }
        var detection = house.detection().get();
        byte[] received = firstWords(channel.socket(), detection.patience());
        if (received.length == 0) {
            return false;
        }
        detection.legacy().serve(channel, ends, received, id);
        return true;
    }

    private static byte[] firstWords(Socket socket, Duration patience) throws IOException {
        var buffer = new byte[1024];
        socket.setSoTimeout(Math.max(1, (int) patience.toMillis()));
        try {
            int count = socket.getInputStream().read(buffer);
            return Arrays.copyOf(buffer, Math.max(0, count));
        } catch (SocketTimeoutException e) {
            return new byte[0];
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing", e);
        }
    }
}
