package ferry.figures;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The transfers of each user, for so many users: those who come first. All others are one. */
public final class UserFigures {
    /** Stands for all who have no place of their own. */
    public static final String OTHERS = "(others)";

    private static final int DIRECTIONS = 2;

    private final Map<String, Moved> users = new ConcurrentHashMap<>();
    private volatile int most;

    /** What a user has moved. */
    public static final class Moved {
        private final LongAdder[] count = new LongAdder[DIRECTIONS];
        private final LongAdder[] bytes = new LongAdder[DIRECTIONS];

        private Moved() {
            Arrays.setAll(count, _ -> new LongAdder());
            Arrays.setAll(bytes, _ -> new LongAdder());
        }

        /** How many transfers. */
        public long count(boolean up) {
            return count[up ? 1 : 0].sum();
        }

        /** How many bytes. */
        public long bytes(boolean up) {
            return bytes[up ? 1 : 0].sum();
        }
    }

    /** Gives so many users a place of their own; 0 counts nobody. */
    public void most(int next) {
        most = next;
    }

    void add(String user, boolean up, long moved) {
        if (most == 0) {
            return;
        }
        var known = users.get(user);
        if (known == null) {
            String name = users.size() < most ? user : OTHERS; // two at the same moment may be one too many
            known = users.computeIfAbsent(name, _ -> new Moved());
        }
        known.count[up ? 1 : 0].increment();
        known.bytes[up ? 1 : 0].add(moved);
    }

    /** All of them, by name. */
    public Map<String, Moved> all() {
        return new TreeMap<>(users);
    }
}
