package ferry.client;

import com.google.common.base.Splitter;
import ferry.command.CommandTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which replies a verb may get: RFC 959, section 5.4, and its like for the extensions. */
public final class ReplyTable {
    /** Stands in the table for what comes without a command. */
    static final String NO_COMMAND = "-";

    private static final String UNKNOWN = "?";
    private static final int SERVICE_NOT_AVAILABLE = 421;

    private record Row(Set<Integer> marks, Set<Integer> finals) {}

    private final Map<String, Row> rows = new HashMap<>();

    private ReplyTable(String text) {
        text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> Splitter.on('|').trimResults().splitToList(line))
                .forEach(this::add);
    }

    private void add(List<String> columns) {
        boolean reasoned = columns.size() == 5
                && columns.get(3).isEmpty() == columns.get(4).isEmpty();
        var row = new Row(codes(columns.get(1)), codes(columns.get(2) + " " + columns.get(3)));
        if (!reasoned || rows.put(columns.getFirst(), row) != null) {
            throw new IllegalArgumentException("not a row, or the second of its verb: " + columns);
        }
    }

    private static Set<Integer> codes(String text) {
        return Splitter.on(' ')
                .omitEmptyStrings()
                .splitToStream(text)
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
    }

    /** A table of these lines: verb, marks, final replies, further ones, and by what right they are. */
    static ReplyTable of(String text) {
        return new ReplyTable(text);
    }

    /** The table of the resource {@code reply-codes.txt}. */
    public static ReplyTable read() {
        try (var in = ReplyTable.class.getResourceAsStream("/reply-codes.txt")) {
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The verb as the table has it, for a line of the client. */
    static String verb(String word) {
        return CommandTable.ftp().find(word).map(row -> row.verb()).orElse(UNKNOWN);
    }

    /** Whether there is a row for this verb, or for this verb behind SITE or OPTS. */
    public boolean has(String verb) {
        return rows.containsKey(verb);
    }

    /** The verbs that have a row. */
    public Stream<String> verbs() {
        return rows.keySet().stream();
    }

    /** Whether the verb, or nothing at all, may get this reply. */
    public boolean allows(String verb, int code) {
        var row = rows.getOrDefault(verb.toUpperCase(Locale.ROOT), new Row(Set.of(), Set.of()));
        return code == SERVICE_NOT_AVAILABLE
                || row.finals().contains(code)
                || row.marks().contains(code);
    }
}
