package ferry.file;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import ferry.protocol.Folding;
import ferry.protocol.Wildcards;
import java.util.List;

/**
 * Patterns of single names. Upper and lower case are the same to them, and so are the variants of letters; dots and blanks
 * at the end of a name are no way around them, since Windows drops these.
 *
 * @param patterns the patterns, folded
 */
public record NamePatterns(List<Wildcards> patterns) {
    /** No patterns. */
    public static final NamePatterns NONE = new NamePatterns(List.of());

    private static final int MOST = 256;
    private static final int LONGEST = 255;
    private static final CharMatcher DROPPED = CharMatcher.anyOf(". ");

    /** Copies the patterns. */
    public NamePatterns {
        patterns = List.copyOf(patterns);
    }

    /** Reads patterns separated by commas; throws IllegalArgumentException that says what is wrong. */
    public static NamePatterns parse(String text) {
        var words = Splitter.on(',').trimResults().omitEmptyStrings().splitToList(text);
        if (words.size() > MOST) {
            throw new IllegalArgumentException("up to " + MOST + " patterns can be read");
        }
        return new NamePatterns(words.stream().map(NamePatterns::pattern).toList());
    }

    private static Wildcards pattern(String word) {
        if (word.indexOf('/') >= 0 || word.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "patterns of single names, separated by commas, are needed, not \"" + word + "\"");
        }
        var pattern = Wildcards.escaped(word, Folding.LOOKALIKE);
        if (pattern.any()) {
            throw new IllegalArgumentException("\"" + word + "\" is every name there can be");
        }
        return pattern;
    }

    /** These patterns and those. */
    NamePatterns and(NamePatterns others) {
        if (others.patterns.isEmpty()) {
            return this;
        }
        return patterns.isEmpty()
                ? others
                : new NamePatterns(ImmutableList.<Wildcards>builder()
                        .addAll(patterns)
                        .addAll(others.patterns)
                        .build());
    }

    /** Whether there are none. */
    boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** Whether a name fits one of them. */
    boolean match(String name) {
        if (isEmpty()) {
            return false;
        }
        String whole = Folding.LOOKALIKE.fold(name);
        String bare = DROPPED.trimTrailingFrom(whole);
        for (var pattern : patterns) {
            if (pattern.matches(whole) || pattern.matches(bare)) {
                return true;
            }
        }
        return false;
    }
}
