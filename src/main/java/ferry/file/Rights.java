package ferry.file;

import com.google.common.base.Splitter;
import ferry.protocol.Folding;
import ferry.protocol.PathPattern;
import ferry.protocol.VirtualPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a user may do where. Rules are tried in their order, and the first whose pattern fits a path holds for it, as in a
 * firewall: the most specific one is not well defined where both have wildcards, and an order can be read. Where none fits,
 * the same holds everywhere.
 *
 * <p>Paths are those within the home after links were followed.
 */
public final class Rights {
    private static final int MOST_RULES = 256;

    /** Stands for any name that no pattern names. */
    private static final String SOME_NAME = "\uffff";

    private final List<Rule> rules;
    private final Set<Permission> elsewhere;
    private final Folding folding;

    private record Rule(PathPattern pattern, Set<Permission> granted) {
        @Override
        public String toString() {
            return pattern + ":" + words(granted);
        }
    }

    private Rights(List<Rule> rules, Set<Permission> elsewhere, Folding folding) {
        this.rules = List.copyOf(rules);
        this.elsewhere = Set.copyOf(elsewhere);
        this.folding = folding;
    }

    /** The same everywhere. */
    public static Rights everywhere(Set<Permission> permissions) {
        return new Rights(List.of(), permissions, Folding.CASE_COUNTS);
    }

    /**
     * Reads rules, {@code PATTERN:WORD,WORD; PATTERN:WORD}, with what holds where none fits; throws IllegalArgumentException
     * that names the wrong one.
     */
    public static Rights parse(String text, Set<Permission> elsewhere) {
        return parse(text, elsewhere, Folding.CASE_COUNTS);
    }

    private static Rights parse(String text, Set<Permission> elsewhere, Folding folding) {
        var rules = new ArrayList<Rule>();
        for (String rule : Splitter.on(';').trimResults().omitEmptyStrings().split(text)) {
            int colon = rule.lastIndexOf(':');
            if (colon < 0 || rule.indexOf('/', colon) >= 0) {
                throw new IllegalArgumentException("PATTERN:PERMISSION,PERMISSION, several of them separated by"
                        + " semicolons, is needed, not \"" + rule + "\"");
            }
            if (rule.substring(colon + 1).isBlank()) {
                throw new IllegalArgumentException("\"" + rule + "\": a permission is needed; none gives nothing");
            }
            var pattern = PathPattern.parse(rule.substring(0, colon).stripTrailing(), folding);
            rules.add(new Rule(pattern, Permission.parse(rule.substring(colon + 1))));
        }
        if (rules.size() > MOST_RULES) {
            throw new IllegalArgumentException("up to " + MOST_RULES + " rules can be read");
        }
        return new Rights(rules, elsewhere, folding);
    }

    /** The same rules where upper and lower case of names are the same, or not. */
    Rights caseless(boolean caseless) {
        return uniform() || !caseless ? this : parse(rulesAsWritten(), elsewhere, Folding.CASELESS);
    }

    /** What holds where no rule fits. */
    public Set<Permission> elsewhere() {
        return elsewhere;
    }

    /** Whether the same holds everywhere. */
    public boolean uniform() {
        return rules.isEmpty();
    }

    /** What the user may do with what stands, or could stand, at this path. */
    Set<Permission> at(VirtualPath path) {
        return uniform() ? elsewhere : at(folded(path));
    }

    private Set<Permission> at(List<String> path) {
        for (var rule : rules) {
            if (rule.pattern.matches(path)) {
                return rule.granted;
            }
        }
        return elsewhere;
    }

    /** What the user may do with something of any new name in this folder. */
    Set<Permission> inside(VirtualPath folder) {
        return uniform() ? elsewhere : at(folder.child(SOME_NAME));
    }

    /** Whether the user may do this in any place. */
    boolean anywhere(Permission permission) {
        return elsewhere.contains(permission) || rules.stream().anyMatch(rule -> rule.granted.contains(permission));
    }

    /** Whether a folder can be entered: the home, and what has any right itself or can have one below it. */
    boolean enterable(VirtualPath folder) {
        if (uniform() || folder.root()) {
            return true;
        }
        var path = folded(folder);
        if (!at(path).isEmpty()) {
            return true;
        }
        for (var rule : rules) {
            boolean grants = !rule.granted.isEmpty();
            if (rule.pattern.coversBelow(path) || (grants && rule.pattern.reachesBelow(path))) {
                return grants;
            }
        }
        return !elsewhere.isEmpty();
    }

    /** Whether the same is known to hold everywhere below this folder. */
    boolean uniformBelow(VirtualPath folder) {
        var path = folded(folder);
        for (var rule : rules) {
            if (rule.pattern.coversBelow(path)) {
                return true;
            }
            if (rule.pattern.reachesBelow(path)) {
                return false;
            }
        }
        return true;
    }

    private List<String> folded(VirtualPath path) {
        return path.names().stream().map(folding::fold).toList();
    }

    /** What the administrator should know: the rules that never hold, since one before them fits whatever they fit. */
    public List<String> warnings() {
        var warnings = new ArrayList<String>();
        for (int i = 1; i < rules.size(); i++) {
            var late = rules.get(i);
            rules.subList(0, i).stream()
                    .filter(early -> early.pattern.covers(late.pattern))
                    .findFirst()
                    .ifPresent(early -> warnings.add("\"" + late + "\" never holds: \"" + early
                            + "\" stands before it and fits the same paths"));
        }
        return warnings;
    }

    /** These permissions in the words of the users file. */
    public static String words(Set<Permission> permissions) {
        if (permissions.equals(Permission.ALL)) {
            return "all";
        }
        return permissions.isEmpty()
                ? "none"
                : permissions.stream()
                        .sorted()
                        .map(permission -> permission.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(","));
    }

    /** The rules as the users file has them; nothing when there are none. */
    public String rulesAsWritten() {
        return rules.stream().map(Rule::toString).collect(Collectors.joining("; "));
    }
}
