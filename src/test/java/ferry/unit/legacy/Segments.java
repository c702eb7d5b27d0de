package ferry.unit.legacy;

import ferry.legacy.Received;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** What a client sends, piece by piece, with pauses between; then it closes. Notes how long each read would have waited. */
final class Segments implements Received.Source {
    private final Deque<byte[]> segments = new ArrayDeque<>();
    private final List<Duration> limits = new ArrayList<>();

    /** Then this text comes, in a segment of its own. */
    Segments then(String text) {
        return then(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Then these bytes come, in a segment of their own. */
    Segments then(byte[] bytes) {
        segments.add(bytes);
        return this;
    }

    /** Then nothing comes for so long that whoever waits gives up. */
    Segments thenQuiet() {
        return then(new byte[0]);
    }

    /** How long the reads would have waited, in their order. */
    List<Duration> limits() {
        return limits;
    }

    @Override
    public int read(byte[] into, int from, int length, Duration limit) {
        limits.add(limit);
        return read(ByteBuffer.wrap(into, from, length));
    }

    @Override
    public int read(ByteBuffer into) {
        byte[] next = segments.poll();
        if (next == null) {
            return -1;
        }
        int count = Math.min(next.length, into.remaining());
        into.put(next, 0, count);
        if (count < next.length) {
            segments.addFirst(Arrays.copyOfRange(next, count, next.length));
        }
        return count;
    }
}
