package ferry.file;

import ferry.protocol.VirtualPath;

/**
 * Names that are treated in a way of their own, wherever they stand.
 *
 * @param hidden names that are neither listed nor found, and that nothing can be given
 * @param forbidden names that nothing can be given and below which nothing is written; what has one is listed, read and
 *     deleted as usual
 */
public record NameRules(NamePatterns hidden, NamePatterns forbidden) {
    /** No such names. */
    public static final NameRules NONE = new NameRules(NamePatterns.NONE, NamePatterns.NONE);

    /** These rules and those. */
    public NameRules and(NameRules others) {
        return new NameRules(hidden.and(others.hidden), forbidden.and(others.forbidden));
    }

    /** Whether nothing of this name is there for anybody. */
    boolean hides(String name) {
        return hidden.match(name);
    }

    /** Whether nothing can be made or written at this path. */
    boolean forbids(VirtualPath path) {
        return !forbidden.isEmpty() && path.names().stream().anyMatch(forbidden::match);
    }
}
