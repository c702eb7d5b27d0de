package ferry.admin;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Lines of UTF-8 over a socket, each read and written within a time. Used by one thread. */
final class LineChannel implements AutoCloseable {
    private static final int BUFFER = 8 * 1024;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final int longest;
    private final ByteBuffer received = ByteBuffer.allocate(BUFFER).flip();

    /** Says that a line is longer than it may be. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLongException(int longest) {
            super("a line of more than " + longest + " bytes");
        }
    }

    /** Over this channel, which it owns from now on; lines that come may have so many bytes. */
    LineChannel(SocketChannel channel, int longest) throws IOException {
        this.channel = channel;
        this.longest = longest;
        channel.configureBlocking(false);
        selector = Selector.open();
        key = channel.register(selector, 0);
    }

    /** The next line without its end; nothing at the end of the connection. */
    Optional<String> read(Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        var line = new ByteArrayOutputStream();
        while (true) {
            while (received.hasRemaining()) {
                byte next = received.get();
                if (next == '\n') {
                    return Optional.of(line.toString(StandardCharsets.UTF_8));
                }
                if (line.size() == longest) {
                    throw new TooLongException(longest);
                }
                line.write(next);
            }
            received.clear();
            int count = channel.read(received);
            received.flip();
            if (count < 0) {
                if (line.size() > 0) {
                    throw new EOFException("the connection ended within a line");
                }
                return Optional.empty();
            }
            if (count == 0) {
                await(SelectionKey.OP_READ, end);
            }
        }
    }

    /** Sends a line. */
    void write(String line, Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        var bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                await(SelectionKey.OP_WRITE, end);
            }
        }
    }

    private void await(int operation, long end) throws IOException {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("nothing moved in time");
        }
        key.interestOps(operation);
        selector.select(millis);
        selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
        try (channel;
                selector) {
            selector.wakeup();
        }
    }
}
