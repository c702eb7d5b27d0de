package ferry.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.base.Splitter;
import ferry.command.CommandTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of what is carried out is as long as the command table, and each of its rows is proven or gives a reason. */
final class ComplianceTest {
    private static final Path PAGE = Path.of("docs", "rfc-compliance.md");
    private static final Pattern VERBS = Pattern.compile("[A-Z0-9@, ]+");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]+Test)`");
    private static final Pattern STATE = Pattern.compile("(yes|part|no|refused|client)(?:[;:] (.+))?");
    private static final Set<String> NEED_NO_TEST = Set.of("no", "refused", "client");
    private static final Splitter CELLS =
            Splitter.on(Pattern.compile("(?<!\\\\)\\|")).trimResults();

    /**
     * A row of one of the tables.
     *
     * @param section the heading above the table
     * @param first the first cell
     * @param state the last cell but one
     * @param tests the last cell
     */
    private record Row(String section, String first, String state, String tests) {
        @Override
        public String toString() {
            return section + ": " + first + " | " + state + " | " + tests;
        }
    }

    @Test
    void hasARowForEachVerb() throws IOException {
        var told = new TreeSet<String>();
        for (var row : rows()) {
            if (row.section().equals("Verbs") && VERBS.matcher(row.first()).matches()) {
                told.addAll(Arrays.asList(row.first().split(", ")));
            }
        }

        var verbs = new TreeSet<String>();
        for (var row : CommandTable.ftp().rows()) {
            verbs.add(row.verb());
            row.aliases().stream().filter(alias -> !CommandTable.legacy(alias)).forEach(verbs::add);
        }
        assertEquals(verbs, told);
    }

    @Test
    void beginsEachStateWithOneOfItsWords() throws IOException {
        assertEquals(
                List.of(),
                rows().stream()
                        .filter(row -> !STATE.matcher(row.state()).matches())
                        .toList());
    }

    @Test
    void namesATestOrAReasonInEachRow() throws IOException {
        var unproven = new ArrayList<Row>();
        for (var row : rows()) {
            var state = STATE.matcher(row.state());
            boolean tested = TEST.matcher(row.tests()).find();
            boolean reasoned = state.matches() && NEED_NO_TEST.contains(state.group(1)) && state.group(2) != null;
            if (!tested && !reasoned) {
                unproven.add(row);
            }
        }

        assertEquals(List.of(), unproven);
    }

    @Test
    void namesTestsThatExist() throws IOException {
        Set<String> tests = tests();
        var missing = new TreeSet<String>();
        for (var row : rows()) {
            TEST.matcher(row.tests()).results().map(named -> named.group(1)).forEach(missing::add);
        }
        missing.removeAll(tests);

        assertEquals(Set.of(), missing);
    }

    @Test
    void hasASectionForEachRfc() throws IOException {
        String page = Files.readString(PAGE);
        var missing = new TreeSet<String>();
        for (String rfc :
                List.of("775", "959", "1123", "1639", "2228", "2389", "2428", "2577", "2640", "3659", "4217", "7151")) {
            if (!Pattern.compile("(?m)^## .*RFC " + rfc + "\\b.*$")
                    .matcher(page)
                    .find()) {
                missing.add(rfc);
            }
        }

        assertEquals(Set.of(), missing);
    }

    private static List<Row> rows() throws IOException {
        var rows = new ArrayList<Row>();
        String section = "";
        boolean head = true;
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("## ")) {
                section = line.substring(3);
            }
            boolean row = line.startsWith("|");
            if (row && !head && !line.startsWith("| ---")) {
                var cells = CELLS.splitToList(line.substring(1, line.length() - 1));
                rows.add(new Row(section, cells.getFirst(), cells.get(cells.size() - 2), cells.getLast()));
            }
            head = !row;
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
