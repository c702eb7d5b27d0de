package ferry.client.codec;

import java.util.Random;
import java.util.TreeSet;

/** How an encoder uses the freedom that the RFC leaves it, and where it puts its restart markers. */
abstract class Style {
    private final TreeSet<Integer> marks = new TreeSet<>();

    private Style() {}

    /** As few bytes as there can be. */
    static Style minimal() {
        return new Style() {
            @Override
            int chunk(int most) {
                return most;
            }

            @Override
            boolean wastes() {
                return false;
            }
        };
    }

    /** All that is allowed and that nobody expects: bytes alone, blocks with nothing in them, runs cut. */
    static Style mean(long seed) {
        var random = new Random(seed);
        return new Style() {
            @Override
            int chunk(int most) {
                return switch (random.nextInt(8)) {
                    case 0, 1 -> Math.min(most, 1);
                    case 2 -> Math.min(most, 1 + random.nextInt(3));
                    case 3, 4 -> most;
                    default -> most == 0 ? 0 : 1 + random.nextInt(most);
                };
            }

            @Override
            boolean wastes() {
                return random.nextInt(3) == 0;
            }
        };
    }

    /** Adds restart markers, each with its position as its text, at these positions. */
    Style mark(int... positions) {
        for (int position : positions) {
            marks.add(position);
        }
        return this;
    }

    /** Adds a restart marker at every position that is a multiple of this, the first and the last excepted. */
    Style markEvery(int step, Symbols symbols) {
        for (int position = step; position < symbols.length(); position += step) {
            marks.add(position);
        }
        return this;
    }

    /** Whether a marker stands before the symbol at this position. */
    boolean marked(int position) {
        return marks.contains(position);
    }

    /** The position of the next marker behind this position, or the end. */
    int limit(int position, Symbols symbols) {
        var next = marks.higher(position);
        return next == null ? symbols.length() : Math.min(next, symbols.length());
    }

    /** How many bytes to take of so many; at least one if there is one. */
    abstract int chunk(int most);

    /** Whether to do in two steps what can be done in one, or to send what says nothing. */
    abstract boolean wastes();
}
