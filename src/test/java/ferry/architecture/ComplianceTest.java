package ferry.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.command.CommandTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of what is carried out is as long as the command table, and names tests that exist. */
final class ComplianceTest {
    private static final Path PAGE = Path.of("docs", "rfc-compliance.md");
    private static final Pattern ROW = Pattern.compile("\\| ([A-Z, ]+) \\| .*");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+Test)`");

    @Test
    void hasARowForEachVerb() throws IOException {
        var rows = new TreeSet<String>();
        var lines = Files.readAllLines(PAGE);
        for (String line : lines.subList(0, lines.indexOf("## What is no verb"))) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                rows.addAll(Arrays.asList(row.group(1).split(", ")));
            }
        }

        var verbs = new TreeSet<String>();
        for (var row : CommandTable.ftp().rows()) {
            verbs.add(row.verb());
            row.aliases().stream().filter(alias -> !CommandTable.legacy(alias)).forEach(verbs::add);
        }
        assertEquals(verbs, rows);
    }

    @Test
    void namesATestForEachRowAndEachTestExists() throws IOException {
        Set<String> tests = tests();
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("| ") && !line.startsWith("| ---") && line.endsWith("` |")) {
                TEST.matcher(line).results().forEach(named -> assertTrue(tests.contains(named.group(1)), line));
            }
        }
        long unnamed = Files.readAllLines(PAGE).stream()
                .filter(line ->
                        ROW.matcher(line).matches() && !TEST.matcher(line).find())
                .count();
        assertEquals(0, unnamed);
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
