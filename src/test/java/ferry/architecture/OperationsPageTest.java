package ferry.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The page for administrators names keys, variables, commands and files that there are. */
final class OperationsPageTest {
    private static final Path PAGE = Path.of("docs", "operations.md");
    private static final Pattern BLOCK = Pattern.compile("(?m)^ {4}(.*)$");
    private static final Pattern SPAN = Pattern.compile("`([^`\n]+)`");
    private static final Pattern ASSIGNMENT = Pattern.compile("([a-z][a-z0-9]*(?:[.-][a-z0-9]+)*) ?= ?.*");
    private static final Pattern DOTTED = Pattern.compile("[a-z][a-z0-9]*(?:[.-][a-z0-9]+)+");
    private static final Pattern VARIABLE = Pattern.compile("FERRY_[A-Z_]+");
    private static final Pattern COMMAND =
            Pattern.compile("(?<!chgrp|-u)(?:^|[ /])ferry ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?(?=[ \n]|$)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)");
    private static final Pattern FILE = Pattern.compile("(?<![/\\w])((?:dist|docker|conf)/[\\w./@-]*\\w)");

    /** Not of the environment of a daemon alone. */
    private static final Set<String> OTHER_VARIABLES =
            Set.of("FERRY_JAVA_OPTS", "FERRY_LOG_LEVEL", "FERRY_AOT", "FERRY_USER", "FERRY_PASSWORD_FILE");

    /** Words with dots and dashes that are no keys: of loggers, hosts and other programs. */
    private static final Set<String> OTHER_NAMES = Set.of("ftp.example.org", "ferry.session.Refusals", "send-proxy-v2");

    /** Made by the reader. */
    private static final Set<String> OTHER_FILES = Set.of("dist/password.txt", "conf/hooks-spool");

    private final String page = Files.readString(PAGE);

    OperationsPageTest() throws IOException {}

    private Stream<String> code() {
        return Stream.of(BLOCK, SPAN)
                .flatMap(kind -> kind.matcher(page).results())
                .map(found -> found.group(1));
    }

    private static Set<String> found(Pattern pattern, Stream<String> texts) {
        return texts.flatMap(text -> pattern.matcher(text).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> keys() throws IOException {
        try (var lines = Files.lines(Path.of("conf/ferry.properties"))) {
            return lines.filter(line -> line.matches("[a-z][a-z0-9.-]* =.*"))
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .collect(Collectors.toSet());
        }
    }

    private static Set<String> attributes() throws IOException {
        try (var lines = Files.lines(Path.of("users.properties"))) {
            return lines.filter(line -> line.matches("# {3}[a-z].*"))
                    .flatMap(line -> Stream.of(line.substring(4).split(" {2,}|, ", -1)))
                    .map(String::strip)
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void namesKeysAndAttributesThatThereAre() throws IOException {
        var known = new HashSet<>(keys());
        known.addAll(attributes());

        var assigned =
                code().map(ASSIGNMENT::matcher).filter(found -> found.matches()).map(found -> found.group(1));
        var named = code().filter(text -> DOTTED.matcher(text).matches()).filter(text -> !OTHER_NAMES.contains(text));
        var unknown = Stream.concat(assigned, named).filter(name -> !known.contains(name));

        assertEquals(List.of(), unknown.distinct().toList());
        assertTrue(found(ASSIGNMENT, code()).size() > 10);
    }

    @Test
    void namesVariablesThatThereAre() throws IOException {
        var known = keys().stream()
                .map(key -> "FERRY_" + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
                .collect(Collectors.toSet());
        known.addAll(OTHER_VARIABLES);

        var named = found(VARIABLE, Stream.of(page));

        assertTrue(known.containsAll(named), named::toString);
    }

    @Test
    void namesCommandsThatThereAre() {
        var top = new CommandLine(new Main());
        int count = 0;
        for (String text : code().toList()) {
            for (MatchResult found : COMMAND.matcher(text).results().toList()) {
                var command = top.getSubcommands().get(found.group(1));
                boolean script = found.group(1).equals("aot");
                assertTrue(script || command != null, found::group);
                if (command != null && !command.getSubcommands().isEmpty() && found.group(2) != null) {
                    assertTrue(command.getSubcommands().containsKey(found.group(2)), found::group);
                }
                count++;
            }
        }
        assertTrue(count > 5, "too few: " + count);
    }

    @Test
    void namesFilesThatThereAre() {
        for (String link :
                LINK.matcher(page).results().map(found -> found.group(1)).toList()) {
            var file = PAGE.resolveSibling(link).normalize();
            assertTrue(link.contains("://") || Files.exists(file), link);
        }
        for (String file : found(FILE, Stream.of(page))) {
            assertTrue(OTHER_FILES.contains(file) || Files.exists(Path.of(file)), file);
        }
    }

    /** What is shipped for administrators is told of where they look. */
    @Test
    void namesAllThatIsShipped() throws IOException {
        try (var shipped = Files.list(Path.of("dist"))) {
            for (Path file : shipped.toList()) {
                assertTrue(page.contains(file.toString()), file::toString);
            }
        }
    }
}
