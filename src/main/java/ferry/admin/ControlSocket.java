package ferry.admin;

import ferry.protocol.OncePerMinute;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The control socket of a daemon: a Unix domain socket that takes requests, a JSON object a line, from the account that
 * the daemon runs as and from root, and answers each by a line. A thread for each connection, of which there are few.
 */
public final class ControlSocket implements AutoCloseable {
    /** What the socket allows its clients. */
    record Limits(int connections, Duration silence, Duration writing) {}

    /** The longest request. */
    static final int LONGEST = 64 * 1024;

    private static final Limits USUAL = new Limits(32, Duration.ofSeconds(60), Duration.ofSeconds(10));
    private static final Logger LOG = LogManager.getLogger(ControlSocket.class);
    private static final long PAUSE_NANOS = 50_000_000;

    private final SocketFile file;
    private final Table table;
    private final Limits limits;
    private final OncePerMinute refused = new OncePerMinute();
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    private ControlSocket(SocketFile file, Operations operations, Limits limits) {
        this.file = file;
        this.limits = limits;
        table = new Table(operations);
    }

    /** Opens the socket of a daemon at this path; throws when another daemon has it, or the path cannot be one of a socket. */
    public static ControlSocket open(Path path, Operations operations) throws IOException {
        return open(path, operations, USUAL);
    }

    /** The same with other limits. */
    static ControlSocket open(Path path, Operations operations, Limits limits) throws IOException {
        var socket = new ControlSocket(SocketFile.bind(path), operations, limits);
        Thread.ofPlatform().daemon().name("control").start(socket::accept);
        return socket;
    }

    private void accept() {
        while (file.listener().isOpen()) {
            try {
                take(file.listener().accept());
            } catch (IOException | RuntimeException | Error e) { // whatever it is, the next one is to be served
                if (file.listener().isOpen()) {
                    LOG.warn("control socket: {}", e.toString());
                    LockSupport.parkNanos(PAUSE_NANOS); // out of descriptors, most likely
                }
            }
        }
    }

    private void take(SocketChannel channel) throws IOException {
        if (open.size() >= limits.connections()) {
            try (var lines = new LineChannel(channel, LONGEST)) {
                lines.write(Table.refusal(new RefusedException("too many control connections")), Duration.ZERO);
            }
            return;
        }
        open.add(channel);
        Thread.ofPlatform().daemon().name("control-connection").start(() -> serve(channel));
    }

    private void serve(SocketChannel channel) {
        try (var lines = new LineChannel(channel, LONGEST)) {
            String peer = peer(channel);
            if (trusts(peer)) {
                serve(lines, peer);
            } else {
                long times = refused.happened();
                if (times > 0) {
                    LOG.warn("control socket: refused {}; {} since this was told last", peer, times);
                }
                lines.write(Table.refusal(new RefusedException("not for you")), limits.writing());
            }
        } catch (IOException e) {
            LOG.debug("control socket: {}", e.toString());
        } catch (RuntimeException | Error e) { // of this connection, never of the daemon
            LOG.error("a control connection ends by a fault", e);
        } finally {
            open.remove(channel);
        }
    }

    private void serve(LineChannel lines, String peer) throws IOException {
        try {
            for (var line = lines.read(limits.silence()); line.isPresent(); line = lines.read(limits.silence())) {
                lines.write(table.answer(line.get(), peer), limits.writing());
            }
        } catch (LineChannel.TooLongException e) {
            lines.write(Table.refusal(new RefusedException(String.valueOf(e.getMessage()))), limits.writing());
        }
    }

    /** Who has connected, as the kernel says. */
    private static String peer(SocketChannel channel) throws IOException {
        if (!channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
            return ""; // the permissions of the file have to do
        }
        UnixDomainPrincipal principal = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
        return principal.user().getName();
    }

    private boolean trusts(String peer) {
        return peer.isEmpty() || peer.equals("root") || peer.equals(file.owner().getName());
    }

    /** Where it is. */
    public Path path() {
        return file.path();
    }

    /** Whether its file is still there, so that clients find it. */
    public boolean found() {
        return file.found();
    }

    /** Ends all connections, and removes the socket. */
    @Override
    public void close() throws IOException {
        file.remove();
        for (var channel : open) {
            channel.close();
        }
    }
}
