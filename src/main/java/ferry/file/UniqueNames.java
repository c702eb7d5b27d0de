package ferry.file;

import java.util.random.RandomGenerator;

/** Names for STOU without end: the suggested one if it can be used, then the same with a random end, and another, … */
final class UniqueNames {
    private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int END = 8;

    private final String suggested;
    private final RandomGenerator random;
    private boolean first = true;

    /** Names like this one; like {@code ferry} when it cannot be used. */
    UniqueNames(String suggested, Home home, RandomGenerator random) {
        boolean single = !suggested.isEmpty()
                && suggested.indexOf('/') < 0
                && suggested.indexOf(0) < 0
                && !suggested.equals(".")
                && !suggested.equals("..");
        this.suggested = single && home.usable(suggested) ? suggested : "";
        this.random = random;
    }

    /** The next name. */
    String next() {
        if (first && !suggested.isEmpty()) {
            first = false;
            return suggested;
        }
        var end = new StringBuilder(".");
        for (int i = 0; i < END; i++) {
            end.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        String start = suggested.isEmpty() ? "ferry" : suggested;
        while (!Names.fits(start + end)) {
            start = start.substring(0, start.offsetByCodePoints(start.length(), -1));
        }
        return start + end;
    }
}
