package ferry.protocol;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of paths: names with {@code *} and {@code ?} between slashes, and {@code **} for any number of names, also none.
 * {@code /a/**} is the folder and all below it; {@code /} is the home alone.
 *
 * <p>A path is followed name by name. A state is the set of places in the pattern where one can be, a bit for each; so
 * matching takes the product of both lengths at most, whatever the pattern.
 */
public final class PathPattern {
    private static final int LONGEST = 1024;
    private static final int MOST_NAMES = 62;
    private static final String DEEP = "**";

    private final String text;
    private final List<Wildcards> names;
    private final long deep;
    private final long end;

    private PathPattern(String text, List<Wildcards> names, long deep) {
        this.text = text;
        this.names = names;
        this.deep = deep;
        end = 1L << names.size();
    }

    /** Reads a pattern; throws IllegalArgumentException that says what is wrong. */
    public static PathPattern parse(String text, Folding folding) {
        if (!text.startsWith("/") || text.length() > LONGEST) {
            throw wrong(text, "a pattern begins with a slash and has up to " + LONGEST + " characters");
        }
        var names = new ArrayList<Wildcards>();
        long deep = 0;
        for (String name : Splitter.on('/').split(text.equals("/") ? "" : text.substring(1))) {
            if (text.equals("/")) {
                break;
            }
            check(text, name);
            deep |= name.equals(DEEP) ? 1L << names.size() : 0;
            try {
                names.add(Wildcards.escaped(name, folding));
            } catch (IllegalArgumentException e) {
                throw wrong(text, String.valueOf(e.getMessage()));
            }
        }
        if (names.size() > MOST_NAMES) {
            throw wrong(text, "a pattern has up to " + MOST_NAMES + " names");
        }
        return new PathPattern(text, List.copyOf(names), deep);
    }

    private static void check(String text, String name) {
        if (name.isEmpty()) {
            throw wrong(text, "no name between or behind slashes; a folder and all below it is /folder/**");
        }
        if (name.equals(".") || name.equals("..")) {
            throw wrong(text, "no path has the names . and ..");
        }
        if (name.contains(DEEP) && !name.equals(DEEP)) {
            throw wrong(text, "** stands for whole names, between slashes");
        }
    }

    private static IllegalArgumentException wrong(String text, String what) {
        return new IllegalArgumentException("\"" + text + "\": " + what);
    }

    /** Where one can be at the home. */
    private long start() {
        return closure(1);
    }

    /** Where one can be after a name. */
    private long step(long state, String name) {
        long next = 0;
        for (long left = state & ~end; left != 0; left &= left - 1) {
            int i = Long.numberOfTrailingZeros(left);
            if (deepAt(i)) {
                next |= 1L << i;
            } else if (names.get(i).matches(name)) {
                next |= 1L << (i + 1);
            }
        }
        return closure(next);
    }

    /** {@code **} may stand for nothing. */
    private long closure(long state) {
        long all = state;
        for (int i = 0; i < names.size(); i++) {
            if (deepAt(i) && (all & 1L << i) != 0) {
                all |= 1L << (i + 1);
            }
        }
        return all;
    }

    private boolean deepAt(int i) {
        return (deep & 1L << i) != 0;
    }

    private long state(List<String> path) {
        long state = start();
        for (int i = 0; i < path.size() && state != 0; i++) {
            state = step(state, path.get(i));
        }
        return state;
    }

    /** Whether the path of these names, folded as the pattern is, fits. */
    public boolean matches(List<String> path) {
        return (state(path) & end) != 0;
    }

    /** Whether something below this path can fit. */
    public boolean reachesBelow(List<String> path) {
        return (state(path) & ~end) != 0;
    }

    /** Whether everything below this path fits. */
    public boolean coversBelow(List<String> path) {
        return !names.isEmpty() && deepAt(names.size() - 1) && (state(path) & end >> 1) != 0;
    }

    /** Whether every path that fits the other pattern is known to fit this one. */
    public boolean covers(PathPattern other) {
        long state = start();
        for (int at = 0; at < other.names.size() && state != 0; at++) {
            long next = 0;
            for (long left = state & ~end; left != 0; left &= left - 1) {
                int i = Long.numberOfTrailingZeros(left);
                if (deepAt(i)) {
                    next |= 1L << i;
                } else if (!other.deepAt(at) && names.get(i).covers(other.names.get(at))) {
                    next |= 1L << (i + 1);
                }
            }
            state = closure(next);
        }
        return (state & end) != 0;
    }

    /** The pattern as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
