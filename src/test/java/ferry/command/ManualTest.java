package ferry.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manual has a line for each verb of the tables, and for no other. */
final class ManualTest {
    private static Stream<String> verbs(String before, CommandTable table) {
        return table.rows().stream().map(row -> before + row.verb());
    }

    @Test
    void explainsEachVerb() {
        Set<String> verbs = Stream.of(
                        verbs("", CommandTable.ftp()),
                        verbs("SITE ", CommandTable.site()),
                        verbs("OPTS ", CommandTable.opts()))
                .flatMap(some -> some)
                .collect(Collectors.toSet());

        assertEquals(verbs, Manual.verbs());
    }

    @Test
    void explainsInAShortSentence() {
        for (String verb : Manual.verbs()) {
            assertTrue(Manual.line(verb).matches("[A-Z].{8,59}[^.]"), verb);
        }
    }
}
