package ferry.command;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.ReplyTable;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of reply codes has a row for each verb. */
final class ReplyTableTest {
    static Stream<String> verbs() {
        return Stream.of(
                        verbs("", CommandTable.ftp()),
                        verbs("SITE ", CommandTable.site()),
                        verbs("OPTS ", CommandTable.opts()))
                .flatMap(verbs -> verbs);
    }

    private static Stream<String> verbs(String before, CommandTable table) {
        return table.rows().stream().map(row -> before + row.verb());
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void hasARowFor(String verb) {
        assertTrue(ReplyTable.read().has(verb), "reply-codes.txt has no row for " + verb);
    }
}
