package ferry.fault;

import ferry.client.Dialogue;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names into which all clients store at once. The first bytes of each content say which attempt it is, the others follow
 * from them. On the disk is the content of an attempt after which no other began and was answered.
 */
final class SharedFiles {
    /** The folder of them, which must be there before the first start. */
    static final String FOLDER = "shared";

    private static final int NAMES = 3;
    private static final int LARGEST = 200_000;

    private final AtomicLong clock = new AtomicLong();
    private final Map<Long, Attempt> attempts = new ConcurrentHashMap<>();

    /** When an upload began, and when it was over: answered, or cut by a kill. */
    private record Attempt(String path, long begin, long end, boolean answered) {}

    /** Stores into one of the names. */
    void store(Dialogue client, int choice) {
        String path = FOLDER + "/s" + choice % NAMES;
        long begin = clock.incrementAndGet();
        attempts.put(begin, new Attempt(path, begin, Long.MAX_VALUE, false));
        client.transmit("STOR " + path, content(begin)).expect("226");
        attempts.put(begin, new Attempt(path, begin, clock.incrementAndGet(), true));
    }

    private static byte[] content(long id) {
        var random = new SplittableRandom(id);
        byte[] bytes = new byte[Long.BYTES + random.nextInt(LARGEST)];
        random.nextBytes(bytes);
        ByteBuffer.wrap(bytes).putLong(id);
        return bytes;
    }

    /** Checks what is on the disk after a kill, and forgets what was before it. */
    void check(World disk) {
        var found = new HashMap<String, Attempt>();
        for (int i = 0; i < NAMES; i++) {
            String path = FOLDER + "/s" + i;
            disk.find(path).ifPresent(bytes -> found.put(path, attempt(path, bytes)));
            long last = attempts.values().stream()
                    .filter(attempt -> attempt.answered() && attempt.path().equals(path))
                    .mapToLong(Attempt::begin)
                    .max()
                    .orElse(0);
            boolean late =
                    last == 0 || (found.containsKey(path) && found.get(path).end() > last);
            if (!late) {
                throw new AssertionError(path + " has not what was answered last: " + found.get(path));
            }
        }
        attempts.clear();
        found.forEach((path, attempt) -> {
            boolean answered = attempt.answered();
            attempts.put(attempt.begin(), new Attempt(path, attempt.begin(), clock.incrementAndGet(), answered));
        });
    }

    private Attempt attempt(String path, ByteBuffer bytes) {
        long id = bytes.remaining() < Long.BYTES ? 0 : bytes.getLong(0);
        var attempt = attempts.get(id);
        if (attempt == null
                || !attempt.path().equals(path)
                || !ByteBuffer.wrap(content(id)).equals(bytes)) {
            throw new AssertionError(path + " has " + bytes.remaining() + " bytes of no attempt, or of several");
        }
        return attempt;
    }
}
