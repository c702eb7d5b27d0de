package ferry.unit.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.protocol.HostPort;
import ferry.protocol.LongHostPort;
import ferry.protocol.ReplyException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The long addresses of RFC 1639. */
final class LongHostPortTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "4,4,132,235,1,2,2,24,131                        ; 132.235.1.2   ; 6275",
                "4, 4, 127, 0, 0, 1, 2, 4, 1                     ; 127.0.0.1     ; 1025",
                "6,16,16,128,0,0,0,0,0,0,0,8,8,0,32,12,65,122,2,20,162 ; 1080::8:800:200C:417A ; 5282",
            })
    void readsWhatItWrites(String argument, String address, int port) throws ReplyException {
        var read = LongHostPort.parse(argument);

        assertEquals(new HostPort(InetAddress.ofLiteral(address), port), read);
        assertEquals(argument.replace(" ", ""), LongHostPort.numbers(read.address(), read.port()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "4",
                "4,4",
                "x,4,127,0,0,1,2,4,1",
                "-4,4,127,0,0,1,2,4,1",
                "4,4,127,0,0,1,2,4",
                "4,4,127,0,0,1,2,4,1,1",
                "4,3,127,0,0,2,4,1",
                "4,16,127,0,0,1,2,4,1",
                "4,4,127,0,0,1,3,4,1",
                "4,4,127,0,0,256,2,4,1",
                "4,4,127,0,0,0x1,2,4,1",
                "4,4,127,0,0,\u0663,2,4,1",
                "6,4,127,0,0,1,2,4,1",
                "6,16,127,0,0,1,2,4,1"
            })
    void refusesWhatIsNoLongAddress(String argument) {
        assertEquals(501, code(assertThrows(ReplyException.class, () -> LongHostPort.parse(argument))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,4,127,0,0,1,2,4,1", "5,4,127,0,0,1,2,4,1", "16,10,0,0,0,0,0,0,0,0,0,0,2,4,1", "255"})
    void namesTheFamiliesItKnows(String argument) {
        var refusal = assertThrows(ReplyException.class, () -> LongHostPort.parse(argument));

        assertEquals("Supported address families are (4, 6)", refusal.reply().text());
        assertEquals(521, code(refusal));
    }

    @Test
    void readsEveryAddress() throws ReplyException, UnknownHostException {
        var random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            var bytes = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(bytes);
            var address = InetAddress.getByAddress(bytes);
            int port = random.nextInt(65_536);

            assertEquals(new HostPort(address, port), LongHostPort.parse(LongHostPort.numbers(address, port)));
        }
    }

    @Test
    void throwsNothingElseWhateverTheArgument() {
        var random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder("4,4,");
            while (random.nextInt(24) != 0) {
                text.append("0124,, -6".charAt(random.nextInt(9)));
            }
            try {
                int port = LongHostPort.parse(text.toString()).port();

                assertTrue(port >= 0 && port <= 65_535);
            } catch (ReplyException e) {
                assertTrue(Set.of(501, 521).contains(code(e)), text::toString);
            }
        }
    }

    private static int code(ReplyException refusal) {
        return refusal.reply().code().number();
    }
}
