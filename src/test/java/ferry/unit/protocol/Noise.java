package ferry.unit.protocol;

import static org.junit.jupiter.api.Assertions.fail;

import ferry.protocol.ReplyException;
import java.util.Random;

/** Random texts for parsers: mostly of the characters that mean something to them, sometimes of any. */
final class Noise {
    private static final int TRIALS = 50_000;

    /** A parser. */
    @FunctionalInterface
    interface Parser {
        /** Parses a text, or refuses it with a reply. */
        void parse(String text) throws Exception;
    }

    private Noise() {}

    /** Fails when the parser ends on any text in another way than by a value or a ReplyException. */
    static void check(String letters, Parser parser) {
        var random = new Random(42);
        for (int i = 0; i < TRIALS; i++) {
            String text = text(random, letters);
            try {
                parser.parse(text);
            } catch (ReplyException e) {
                // That is how a parser says no.
            } catch (Exception e) {
                fail("\"" + text + "\"", e);
            }
        }
    }

    private static String text(Random random, String letters) {
        var text = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            text.append(
                    random.nextInt(20) == 0
                            ? (char) random.nextInt(0x10000)
                            : letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
