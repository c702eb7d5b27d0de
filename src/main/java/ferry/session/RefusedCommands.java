package ferry.session;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import ferry.protocol.Reply;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The commands that were refused for good, by verb and reply code, each with its count. Verbs beyond the first {@value
 * #MOST} different ones are counted together. For one thread at a time.
 */
public final class RefusedCommands {
    private static final int MOST = 32;
    private static final int LONGEST_WORD = 16;
    private static final CharMatcher PRINTED = CharMatcher.inRange('!', '~');
    private static final String OTHERS = "others";
    private static final Set<String> WITH_VERBS = Set.of("SITE", "OPTS");

    private final Map<String, Integer> counts = new LinkedHashMap<>();

    /** Counts the command if this reply refuses it; only when somebody is going to read it. */
    public void count(String verb, String argument, Reply reply) {
        int code = reply.code().number();
        if (code >= 500 && Refusals.told()) {
            add(name(verb, argument) + " " + code, 1);
        }
    }

    private static String name(String verb, String argument) {
        String word = word(verb);
        int blank = argument.strip().indexOf(' ');
        return WITH_VERBS.contains(word)
                ? word + " "
                        + word(blank < 0 ? argument.strip() : argument.strip().substring(0, blank))
                : word;
    }

    private static String word(String text) {
        int end = PRINTED.negate().indexIn(text); // behind a tab, for one, may stand a password
        String word = end < 0 ? text : text.substring(0, end) + "...";
        return Ascii.truncate(word, LONGEST_WORD, "...").toUpperCase(Locale.ROOT);
    }

    /** Adds what another one has counted. */
    void add(RefusedCommands other) {
        other.counts.forEach(this::add);
    }

    private void add(String what, int times) {
        boolean room = counts.containsKey(what) || counts.size() < MOST;
        counts.merge(room ? what : OTHERS, times, Integer::sum);
    }

    /** Whether nothing was refused. */
    boolean none() {
        return counts.isEmpty();
    }

    /** Such as {@code LPRT 500 ×2, SITE FOO 500 ×1}. */
    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + " \u00d7" + count.getValue())
                .collect(Collectors.joining(", "));
    }
}
