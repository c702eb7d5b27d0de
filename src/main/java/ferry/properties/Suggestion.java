package ferry.properties;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The known word that was probably meant by an unknown one. */
public final class Suggestion {
    private static final int SHORTEST_PREFIX = 3;

    private Suggestion() {}

    /** The sentence {@code unknown KIND "WORD"; did you mean "NEAREST"?}, without its second half if nothing is near. */
    public static String unknown(String kind, String word, Collection<String> known) {
        var hint = nearest(word, known).map(near -> "; did you mean \"" + near + "\"?");
        return "unknown " + kind + " \"" + word + "\"" + hint.orElse("");
    }

    /**
     * The known word with the fewest typing errors between it and this one, upper and lower case being the same.
     *
     * <p>One error in three letters is near; so is a word that is the beginning of the other.
     */
    public static Optional<String> nearest(String word, Collection<String> known) {
        var wanted = word.toLowerCase(Locale.ROOT);
        Optional<String> nearest = Optional.empty();
        int least = Math.max(1, wanted.length() / 3) + 1;
        for (String candidate : known) {
            int errors = errors(wanted, candidate.toLowerCase(Locale.ROOT));
            if (errors < least) {
                least = errors;
                nearest = Optional.of(candidate);
            }
        }
        return nearest.or(() -> begun(wanted, known));
    }

    private static Optional<String> begun(String wanted, Collection<String> known) {
        if (wanted.length() < SHORTEST_PREFIX) {
            return Optional.empty();
        }
        return known.stream()
                .filter(word -> word.toLowerCase(Locale.ROOT).startsWith(wanted) || wanted.startsWith(word))
                .findFirst();
    }

    /** The edit distance in which two neighbours that changed places count as one error (optimal string alignment). */
    private static int errors(String a, String b) {
        var distance = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                distance[i][j] = i == 0 || j == 0 ? i + j : step(distance, a, b, i, j);
            }
        }
        return distance[a.length()][b.length()];
    }

    private static int step(int[][] distance, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int least = Math.min(distance[i - 1][j], distance[i][j - 1]) + 1;
        least = Math.min(least, distance[i - 1][j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
            least = Math.min(least, distance[i - 2][j - 2] + 1);
        }
        return least;
    }
}
