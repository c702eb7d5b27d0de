package ferry.unit.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.command.Command;
import ferry.command.CommandTable;
import ferry.command.Dispatcher;
import ferry.command.Need;
import ferry.protocol.ReplyException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of the command table, without a session. */
final class CommandTableTest {
    private static final Set<Integer> REFUSALS = Set.of(501, 504, 521, 522);

    private static final CommandTable TABLE = CommandTable.ftp();

    static Stream<Command<?>> rows() {
        return TABLE.rows().stream();
    }

    @Test
    void hasEachNameOnce() {
        var names = new HashSet<String>();
        TABLE.rows().forEach(row -> {
            assertTrue(names.add(row.verb()), row.verb());
            row.aliases().forEach(alias -> assertTrue(names.add(alias), alias));
        });
    }

    @ParameterizedTest
    @MethodSource("rows")
    void writesVerbsInUpperCaseAndLegacyVerbsInLowerCase(Command<?> row) {
        assertEquals(row.verb().toUpperCase(Locale.ROOT), row.verb());
        for (String alias : row.aliases()) {
            String cased = CommandTable.legacy(alias) ? alias.toLowerCase(Locale.ROOT) : alias.toUpperCase(Locale.ROOT);
            assertEquals(cased, alias);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void beginsTheSyntaxWithTheVerb(Command<?> row) {
        assertTrue(row.syntax().equals(row.verb()) || row.syntax().startsWith(row.verb() + " "), row.syntax());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void findsARowInAnyCaseAndByEachAlias(Command<?> row) {
        assertEquals(row, TABLE.find(row.verb()).orElseThrow());
        assertEquals(row, TABLE.find(row.verb().toLowerCase(Locale.ROOT)).orElseThrow());
        row.aliases().forEach(alias -> assertEquals(row, TABLE.find(alias).orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "XYZZY", "GET", "Get", "POST", "PATHS", "Exit", "RETR ", "\u0131"})
    void findsNothingElse(String verb) {
        assertTrue(TABLE.find(verb).isEmpty());
    }

    @Test
    void letsNobodyDoMoreWithoutALoginThanThis() {
        var verbs = TABLE.rows().stream()
                .filter(row -> !row.needs(Need.LOGIN))
                .map(Command::verb)
                .collect(Collectors.toSet());

        assertEquals(
                Set.of(
                        "ACCT", "HOST", "LANG", "USER", "PASS", "REIN", "QUIT", "SYST", "HELP", "NOOP", "FEAT", "OPTS",
                        "CLNT", "CSID", "AUTH", "PBSZ", "PROT", "CCC"),
                verbs);
    }

    @Test
    void keepsPasswordsOutOfTheLog() {
        assertTrue(TABLE.find("PASS").orElseThrow().needs(Need.SECRET));
        assertTrue(TABLE.find("ACCT").orElseThrow().needs(Need.SECRET));
        assertFalse(TABLE.find("USER").orElseThrow().needs(Need.SECRET));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void readsAnyArgumentOrRefusesItByAReply(Command<?> row) {
        String letters = "AINL 8|,.-/0123456789;=\"%*?\u00e4\udc80\ud800R";
        var random = new Random(1);
        for (int i = 0; i < 500; i++) {
            var argument = new StringBuilder();
            while (random.nextInt(16) != 0) {
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
        boolean needed =
                row.syntax().startsWith(row.verb() + " <SP>") && !row.verb().equals("PASS");

        if (needed) {
            var refusal = assertThrows(ReplyException.class, () -> row.reader().read(""));
            assertEquals(501, refusal.reply().code().number());
        } else {
            row.reader().read("");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NOOP,        NOOP, ''",
        "RETR a,      RETR, a",
        "RETR a b,    RETR, a b",
        "'RETR  a',   RETR, ' a'",
        "'RETR ',     RETR, ''",
        "' RETR a',   '',   'RETR a'",
        "'',          '',   ''",
    })
    void splitsALineAtItsFirstBlank(String line, String verb, String argument) {
        assertEquals(new Dispatcher.Line(verb, argument), Dispatcher.Line.of(line));
    }
}
