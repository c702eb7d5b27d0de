package ferry.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import ferry.protocol.ReplyCode;
import ferry.protocol.ReplyException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ListArgumentTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            "",               "",   ""
            -,                "",   ""
            -l,               "",   ""
            -a,               a,    ""
            -A,               a,    ""
            -R,               R,    ""
            -t,               t,    ""
            -r,               r,    ""
            -la,              a,    ""
            -alRtr,           aRtr, ""
            -l -a,            a,    ""
            -l  -t  folder,   t,    folder
            -a folder,        a,    folder
            folder,           "",   folder
            folder -a,        "",   folder -a
            -a a b,           a,    a b
            "-a  b ",         a,    "b "
            " b",             "",   " b"
            ./-a,             "",   ./-a
            --all,            a,    ""
            """)
    void readsOptionsAndPathname(String text, String options, String pathname) throws ReplyException {
        var argument = ListArgument.parse(text);

        String read = (argument.all() ? "a" : "")
                + (argument.recursive() ? "R" : "")
                + (argument.byTime() ? "t" : "")
                + (argument.reverse() ? "r" : "");
        assertEquals(options, read);
        assertEquals(pathname, argument.pathname().text());
    }

    @Test
    void refusesControlCharacters() {
        var refusal = assertThrows(ReplyException.class, () -> ListArgument.parse("-a a\tb"));

        assertEquals(ReplyCode.BAD_ARGUMENT, refusal.reply().code());
    }

    @Test
    void neverFailsInAnotherWay() {
        var random = new Random(42);
        for (int i = 0; i < 50_000; i++) {
            var text = new StringBuilder();
            random.ints(random.nextInt(12), 0, 12).forEach(c -> text.append("--- alRtr*\n/".charAt(c)));
            try {
                ListArgument.parse(text.toString());
            } catch (ReplyException e) {
                assertEquals(ReplyCode.BAD_ARGUMENT, e.reply().code());
            } catch (RuntimeException e) {
                fail(text.toString(), e);
            }
        }
    }
}
