package ferry.bench;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** One TCP connection in the clear: a blocking channel. {@link TlsLink} is the same over TLS. */
class Link implements AutoCloseable {
    private static final int FIRST_PORT = 10_000;
    private static final int PORTS = 50_000;
    private static final int TRIES = 100;

    /** Ports are taken in turn: to let the kernel look for a free one takes a millisecond where many are in TIME_WAIT. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(PORTS));

    private final SocketChannel channel;

    private Link(SocketChannel channel) {
        this.channel = channel;
    }

    /** For {@link TlsLink}, which goes on with this connection. */
    Link(Link clear) {
        channel = clear.channel;
    }

    /** Connects from this address, so that no client runs out of ports. */
    static Link connect(InetAddress from, InetSocketAddress to) throws IOException {
        for (int i = 0; ; i++) {
            int port = FIRST_PORT + Math.floorMod(NEXT.getAndIncrement(), PORTS);
            try {
                return connect(new InetSocketAddress(from, port), to);
            } catch (BindException e) {
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static Link connect(InetSocketAddress from, InetSocketAddress to) throws IOException {
        var channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.bind(from);
            channel.connect(to);
            return new Link(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The connection below. */
    final SocketChannel channel() {
        return channel;
    }

    /** Reads what there is, at least a byte; -1 at the end. */
    int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    /** Writes all of it. */
    void write(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            channel.write(from);
        }
    }

    /** Sends so many bytes from the beginning of a file, without taking them into memory. */
    void send(FileChannel file, long count) throws IOException {
        long sent = 0;
        while (sent < count) {
            sent += file.transferTo(sent, count - sent, channel);
        }
    }

    /** Ends what is sent, as a client does after an upload. */
    void finish() throws IOException {
        channel.close();
    }

    /** Leaves after the server has closed: by RST, so that no TIME_WAIT fills its passive ports. */
    void leave() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
