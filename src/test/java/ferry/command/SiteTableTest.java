package ferry.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.protocol.ReplyException;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows behind SITE and OPTS, without a session. */
final class SiteTableTest {
    private static final Set<Integer> REFUSALS = Set.of(501, 504);

    static Stream<Command<?>> rows() {
        return Stream.concat(CommandTable.site().rows().stream(), CommandTable.opts().rows().stream());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void readsAnyArgumentOrRefusesItByAReply(Command<?> row) {
        String letters = "AZ 0123456789;=\"-+*/\u00e4\udc80\ud800UTC";
        var random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            var argument = new StringBuilder();
            while (random.nextInt(20) != 0) {
                argument.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                assertNotNull(row.reader().read(argument.toString()));
            } catch (ReplyException e) {
                assertTrue(REFUSALS.contains(e.reply().code().number()), e.reply()::toString);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void readsAMissingArgumentOnlyWhereTheSyntaxAllowsIt(Command<?> row) throws ReplyException {
        if (row.syntax().startsWith(row.verb() + " <SP>")) {
            var refusal = assertThrows(ReplyException.class, () -> row.reader().read(""));
            assertEquals(501, refusal.reply().code().number());
        } else {
            assertNotNull(row.reader().read(""));
        }
    }
}
