package ferry.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of attacks has each class of them, and each has a test. */
final class SecurityPageTest {
    private static final Path PAGE = Path.of("docs", "security.md");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]+Test)`");
    private static final Splitter CELLS = Splitter.on('|').trimResults();
    private static final int COLUMNS = 4;

    /** What has gone wrong with FTP servers, by the sections of the page. A class is added here first. */
    private static final Map<String, List<String>> CLASSES = Map.of(
            "1 Data connections",
            List.of(
                    "Bounce",
                    "Stolen passive port",
                    "Forged client addresses",
                    "Predictable passive ports",
                    "Passive port exhaustion",
                    "Slow or dead readers",
                    "Broken data connection taken as end of file"),
            "2 Line reader and replies",
            List.of(
                    "Over-long lines",
                    "Memory before the login",
                    "Telnet bytes",
                    "NUL",
                    "Forged replies",
                    "Forged logs, passwords in logs",
                    "Look-ups from logged text",
                    "Format strings, shells",
                    "Reply floods"),
            "3 Names and the file system",
            List.of(
                    "Ways out of the home",
                    "Links out of the home",
                    "Races between check and use",
                    "Working directory moved or deleted",
                    "Root and special files",
                    "SITE abuse",
                    "Rights by the way instead of the place",
                    "Verbs that forgot the rights",
                    "Drop boxes that tell",
                    "Hidden and forbidden names got around",
                    "Patterns as denial of service",
                    "Names that collide",
                    "Long, deep and device names",
                    "Listing cost",
                    "Hash verbs",
                    "SIZE in ASCII"),
            "4 Login",
            List.of(
                    "Commands before the login, old rights after it",
                    "Guessing passwords",
                    "Bans as denial of service",
                    "An account of one's own as a key to others",
                    "Telling users from strangers",
                    "Cached logins",
                    "Hashing as denial of service",
                    "Defaults"),
            "5 TLS",
            List.of(
                    "Plaintext before TLS",
                    "Cross-protocol",
                    "Truncation",
                    "Data connection of somebody else",
                    "State confusion",
                    "CCC",
                    "Handshake garbage and stalls",
                    "Renegotiation"),
            "6 Load and faults",
            List.of(
                    "Silent, dripping and half-shaken clients",
                    "Connection floods",
                    "Connections without a login",
                    "Command floods",
                    "Pipelined floods",
                    "Descriptors used up",
                    "Disk full",
                    "Lost appends",
                    "Two uploads mixed",
                    "Sparse bombs",
                    "Files made large cheaply",
                    "One user fills the disk",
                    "One user takes the line",
                    "Compression bombs",
                    "Transfers cut at any moment",
                    "Deserialisation",
                    "Code from data"),
            "7 The legacy protocol",
            List.of(
                    "No login",
                    "Headers without end",
                    "JSON bombs",
                    "Wrong sizes",
                    "Names",
                    "Cut or damaged bodies",
                    "Call backs"),
            "8 The administrator's end",
            List.of(
                    "Strangers at the control socket",
                    "Junk at the control socket",
                    "Strangers at the metrics port",
                    "A terminal driven by strangers"),
            "9 Hooks",
            List.of(
                    "Names in command lines",
                    "Secrets in the environment of programs",
                    "Programs that never end",
                    "Forged and replayed events",
                    "Calls that lead elsewhere",
                    "Receivers that hang, drip or never stop",
                    "Events without end",
                    "Code from jars that lie about"));

    /** A row of a table below a heading. */
    private record Row(String section, List<String> cells) {
        String name() {
            return cells.getFirst();
        }

        Stream<String> tests() {
            return TEST.matcher(cells.getLast()).results().map(test -> test.group(1));
        }
    }

    @Test
    void hasEachClass() throws IOException {
        var told = rows().stream()
                .collect(Collectors.groupingBy(Row::section, Collectors.mapping(Row::name, Collectors.toList())));

        assertEquals(CLASSES, told);
    }

    @Test
    void saysOfEachClassWhatIsDoneAndWhichTestProvesIt() throws IOException {
        var unproven = rows().stream()
                .filter(row -> row.cells().size() != COLUMNS
                        || row.cells().stream().anyMatch(String::isEmpty)
                        || row.tests().findAny().isEmpty())
                .toList();

        assertEquals(List.of(), unproven);
    }

    @Test
    void namesTestsThatExist() throws IOException {
        var missing = rows().stream().flatMap(Row::tests).collect(Collectors.toCollection(TreeSet::new));
        missing.removeAll(tests());

        assertEquals(Set.of(), missing);
    }

    /** The rows of the tables below headings of the third level that begin with a number. */
    private static List<Row> rows() throws IOException {
        var rows = new ArrayList<Row>();
        String section = "";
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("#")) {
                section = line.startsWith("### ") ? line.substring(4) : "";
            } else if (!section.isEmpty() && line.startsWith("| ") && !line.matches("\\| (class|---) .*")) {
                rows.add(new Row(section, CELLS.splitToList(line.substring(1, line.length() - 1))));
            }
        }
        return rows;
    }

    private static Set<String> tests() throws IOException {
        try (var files = Files.walk(Path.of("src", "test", "java"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
