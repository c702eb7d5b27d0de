package ferry.command;

import ferry.protocol.Wildcards;

/**
 * A pattern with {@code *} and {@code ?}, as LIST and NLST take it in the last name.
 *
 * @param text the pattern
 * @param wildcards the same, to be used
 */
record NamePattern(String text, Wildcards wildcards) {
    /** The pattern that is written like this. */
    NamePattern(String text) {
        this(text, Wildcards.of(text));
    }

    /** Whether this text is a pattern at all. */
    static boolean in(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /** Whether a name fits. */
    boolean matches(String name) {
        return wildcards.matches(name);
    }
}
