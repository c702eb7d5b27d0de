package ferry.admin;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A client of a control socket that may send anything. */
final class RawClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SocketChannel channel;
    private final LineChannel lines;

    RawClient(Path path) throws IOException {
        channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(path));
        lines = new LineChannel(channel, 1 << 24);
    }

    /** Sends bytes as they are, as many as the socket takes. */
    int send(byte[] bytes) throws IOException {
        int sent = 0;
        var buffer = ByteBuffer.wrap(bytes);
        for (int count = 1; buffer.hasRemaining() && count > 0; sent += count) {
            count = channel.write(buffer);
        }
        return sent;
    }

    /** Sends a text as it is. */
    RawClient send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** The next line; empty at the end, also when that is a reset. */
    String read() {
        try {
            return lines.read(PATIENCE).orElse("");
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("no answer", e);
        } catch (IOException _) {
            return "";
        }
    }

    /** Sends a line, and returns the answer. */
    String ask(String line) throws IOException {
        return send(line + "\n").read();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
