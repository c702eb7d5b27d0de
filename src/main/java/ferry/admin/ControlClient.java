package ferry.admin;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** The administrator's end of a control socket. */
public final class ControlClient implements AutoCloseable {
    private static final int LONGEST = 256 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path path;
    private final LineChannel lines;

    private ControlClient(Path path, LineChannel lines) {
        this.path = path;
        this.lines = lines;
    }

    /** Connects to the daemon whose socket is at this path. */
    public static ControlClient connect(Path path) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
            return new ControlClient(path, new LineChannel(channel, LONGEST));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw new IOException("no daemon answers at " + path + ": " + e.getMessage(), e);
        }
    }

    /** Asks, and waits for the answer; throws RefusedException when the daemon says no. */
    public JsonObject ask(Request request) throws IOException, RefusedException {
        String line;
        try {
            lines.write(request.line(), PATIENCE);
            line = lines.read(PATIENCE).orElseThrow(() -> new IOException("it has closed the connection"));
        } catch (IOException e) {
            throw new IOException("the daemon at " + path + " does not answer: " + e.getMessage(), e);
        }
        var answer = Json.parse(line);
        if (!Json.flag(answer, "ok")) {
            throw new RefusedException(Json.text(answer, "error"), Json.texts(answer, "faults"));
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
