package ferry.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.ReplyTable;
import ferry.fuzz.Fuzz;
import ferry.protocol.NameCoding;
import ferry.protocol.Pathname;
import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any text is an argument, or is refused in one of the replies of its verb. */
final class ArgumentFuzzTest {
    private static final ReplyTable REPLIES = ReplyTable.read();
    private static final String[] PIECES = {
        "a",
        "b.txt",
        "/",
        "..",
        ".",
        "*",
        "?",
        "-a",
        "-lR",
        "-",
        " ",
        "  ",
        "\"",
        "\"\"",
        ";",
        "=",
        "|",
        ",",
        "(",
        ")",
        "|1|127.0.0.1|2000|",
        "|2|::1|2000|",
        "127,0,0,1,8,0",
        "4,4,127,0,0,1,2,8,0",
        "20260102030405",
        "20260102030405.123",
        "+0100",
        "UTC",
        "644",
        "0777",
        "type;size;",
        "Modify=20260102030405;",
        "UNIX.mode=0644;",
        "UNIX.group=1;",
        "Create=",
        "Name=x;",
        "Version=1;",
        "MLST",
        "UTF8",
        "ON",
        "OFF",
        "ALL",
        "A",
        "E",
        "I",
        "L 8",
        "N",
        "T",
        "C",
        "R",
        "Z LEVEL 9",
        "ENGINE",
        "SHA-256",
        "en",
        "-a1",
        "[::1]",
        "[v1.a]",
        "example.org",
        "xn--",
        "\u00e4",
        "\u6587",
        "\ud83d\ude00",
        "\u0130",
        "\u0660",
        "\t",
        "\u007f",
        "\r",
        "\0",
        "\u0085",
        "~",
        "%2e%2e",
        "\\"
    };

    private record Row(String verb, Command<?> command) {}

    private static List<Row> rows() {
        var rows = new ArrayList<Row>();
        CommandTable.ftp().rows().forEach(row -> rows.add(new Row(row.verb(), row)));
        CommandTable.site().rows().forEach(row -> rows.add(new Row("SITE " + row.verb(), row)));
        CommandTable.opts().rows().forEach(row -> rows.add(new Row("OPTS " + row.verb(), row)));
        return rows;
    }

    @Test
    void readsAnyArgumentOrRefusesItInItsOwnReplies() {
        var rows = rows();
        Fuzz.of("arguments", PIECES).run((bytes, choices) -> {
            String argument = NameCoding.UTF_8.decode(bytes);
            var outcome = new StringBuilder();
            for (var row : rows) {
                outcome.append(read(row, argument));
            }
            return outcome.toString();
        });
    }

    private static char read(Row row, String argument) {
        try {
            Object value = row.command().reader().read(argument);
            return value.toString().isEmpty() ? 'e' : 'v';
        } catch (ReplyException e) {
            int code = e.reply().code().number();
            assertTrue(code >= 500 && REPLIES.allows(row.verb(), code), () -> row.verb() + " got " + code);
            return (char) ('0' + code % 10);
        }
    }

    @Test
    void readsLongArgumentsInTimeThatGrowsWithThem() {
        var rows = rows();
        Fuzz.of("long-arguments", PIECES)
                .longest(100_000)
                .shortly(400, java.time.Duration.ofSeconds(2))
                .run((bytes, choices) -> {
                    var row = rows.get(choices.nextInt(rows.size()));
                    return row.verb() + read(row, NameCoding.UTF_8.decode(bytes).repeat(bytes.length < 5000 ? 40 : 1));
                });
    }

    @Test
    void readsTheTimeInFrontOfANameOrNothing() {
        Fuzz.of("dated-pathname", PIECES)
                .run((bytes, choices) -> DatedPathname.read(NameCoding.UTF_8.decode(bytes))
                        .map(dated -> "time " + dated.pathname().text().length() % 5)
                        .orElse("none"));
    }

    @Test
    void matchesPatternsAsTheirDefinitionSays() {
        Fuzz.of("name-pattern", "*", "?", "a", "b", "ab", "**", "*a", "?*", "/", "/", "\u00e4")
                .longest(300)
                .run((bytes, choices) -> {
                    String text = NameCoding.UTF_8.decode(bytes);
                    int border = Math.max(0, text.indexOf('/'));
                    String pattern = text.substring(0, border);
                    String name = text.substring(border);

                    boolean matches = new NamePattern(pattern).matches(name);

                    assertEquals(defined(pattern, name), matches, () -> pattern + " and " + name);
                    return matches + " " + pattern.length() % 4;
                });
    }

    /** Whether the rests of a pattern and of a name fit, from the end of both. */
    private static boolean defined(String pattern, String name) {
        var fits = new boolean[pattern.length() + 1][name.length() + 1];
        for (int p = pattern.length(); p >= 0; p--) {
            for (int n = name.length(); n >= 0; n--) {
                boolean more = n < name.length();
                if (p == pattern.length()) {
                    fits[p][n] = !more;
                } else if (pattern.charAt(p) == '*') {
                    fits[p][n] = fits[p + 1][n] || (more && fits[p][n + 1]);
                } else {
                    boolean same = more && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n));
                    fits[p][n] = same && fits[p + 1][n + 1];
                }
            }
        }
        return fits[0][0];
    }

    @Test
    void matchesLongPatternsInTime() {
        Fuzz.of("long-pattern", "*", "*a", "?", "a", "a*b", "aaaaaaaa")
                .longest(4096)
                .shortly(1000, java.time.Duration.ofSeconds(1))
                .run((bytes, choices) -> {
                    String pattern = NameCoding.UTF_8.decode(bytes);
                    return "" + new NamePattern(pattern).matches("a".repeat(255));
                });
    }

    @Test
    void listsPathnamesThatSayWhatWasWritten() {
        Fuzz.of("quoted-text", PIECES).run((bytes, choices) -> {
            String text = NameCoding.UTF_8.decode(bytes);
            try {
                var names = QuotedText.words(text);
                var again = QuotedText.words(String.join(
                        " ",
                        names.stream()
                                .map(Pathname::text)
                                .map(QuotedText::quoted)
                                .toList()));
                assertEquals(names, again);
                names.forEach(name ->
                        assertTrue(VirtualPath.ROOT.resolve(name).toString().startsWith("/")));
                return "names " + names.size();
            } catch (ReplyException e) {
                return e.reply().text();
            }
        });
    }
}
