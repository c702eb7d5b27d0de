package ferry.unit.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.protocol.HostPort;
import ferry.protocol.ReplyException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arguments of PORT and EPRT. */
final class HostPortTest {
    private static final Set<Integer> REFUSALS = Set.of(501, 522);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "132,235,1,2,24,131    ; 132.235.1.2     ; 6275",
                "0,0,0,0,0,0           ; 0.0.0.0         ; 0",
                "255,255,255,255,255,255 ; 255.255.255.255 ; 65535",
                "10,1,2,3,0,21         ; 10.1.2.3        ; 21",
                "127,0,0,1, 4 , 1      ; 127.0.0.1       ; 1025",
                "127,000,000,001,4,1   ; 127.0.0.1       ; 1025",
                "'  127,0,0,1,4,1  '     ; 127.0.0.1       ; 1025",
                "(127,0,0,1,4,1)       ; 127.0.0.1       ; 1025",
                "( 127,0,0,1 ,4,1 )    ; 127.0.0.1       ; 1025",
            })
    void readsTheSixNumbersOfPort(String argument, String address, int port) throws ReplyException {
        assertEquals(new HostPort(InetAddress.ofLiteral(address), port), HostPort.parse(argument));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "|1|132.235.1.2|6275|              ; 132.235.1.2            ; 6275",
                "|2|1080::8:800:200C:417A|5282|    ; 1080::8:800:200C:417A  ; 5282",
                "+2+::1+65535+                     ; ::1                    ; 65535",
                "!1!1.2.3.4!5!                     ; 1.2.3.4                ; 5",
                "~1~1.2.3.4~5~                     ; 1.2.3.4                ; 5",
            })
    void readsTheArgumentOfEprtWithAnyDelimiter(String argument, String address, int port) throws ReplyException {
        assertEquals(new HostPort(InetAddress.ofLiteral(address), port), HostPort.parseExtended(argument));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "1,2,3,4,5",
                "(1,2,3,4,5,6",
                "1,2,3,4,5,6)",
                "((1,2,3,4,5,6))",
                "()",
                "(",
                "1,2,3,4,5,6,7",
                "1,2,3,4,5,256",
                "256,2,3,4,5,6",
                "1,2,3,4,5,-6",
                "1,2,3,4,5,+6",
                "1,2,3,4,5,",
                ",1,2,3,4,5",
                "a,2,3,4,5,6",
                "1.2.3.4,5,6",
                "1,2,3,4,5,0x6",
                "1,2,3,4,5,٣",
                "1,2,3,4,5,000000"
            })
    void refusesWhatIsNoArgumentOfPort(String argument) {
        assertEquals(501, code(assertThrows(ReplyException.class, () -> HostPort.parse(argument))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "|",
                "|||",
                "|1|1.2.3.4|5",
                "1|1.2.3.4|5|",
                "|1|1.2.3.4|65536|",
                "|1|1.2.3.4|-5|",
                "|1|1.2.3.4||",
                "|1|::1|5|",
                "|2|1.2.3.4|5|",
                "|1|example.org|5|",
                "|1|localhost|5|",
                "|2|fe80::1%eth0|5|",
                "|1|1.2.3|5|",
                "|1|1.2.3.4|5|6|",
                "\u00e411\u00e41.2.3.4\u00e45\u00e4"
            })
    void refusesWhatIsNoArgumentOfEprt(String argument) {
        assertEquals(501, code(assertThrows(ReplyException.class, () -> HostPort.parseExtended(argument))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"|0|1.2.3.4|5|", "|3|1.2.3.4|5|", "||1.2.3.4|5|", "||||", "|x|1.2.3.4|5|"})
    void namesTheProtocolsItKnows(String argument) {
        var refusal = assertThrows(ReplyException.class, () -> HostPort.parseExtended(argument));

        assertEquals(522, code(refusal));
        assertTrue(refusal.reply().text().endsWith("(1,2)"));
    }

    @Test
    void writesWhatItReads() throws ReplyException, UnknownHostException {
        var random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            var bytes = new byte[4];
            random.nextBytes(bytes);
            var address = (Inet4Address) InetAddress.getByAddress(bytes);
            int port = random.nextInt(65_536);

            assertEquals(new HostPort(address, port), HostPort.parse(HostPort.numbers(address, port)));
        }
    }

    @Test
    void throwsNothingElseWhateverTheArgument() {
        var random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            String text = text(random, i % 2 == 0 ? "0123456789,, -" : "012.:|||afF%");
            try {
                var read = i % 2 == 0 ? HostPort.parse(text) : HostPort.parseExtended(text);

                assertTrue(read.port() >= 0 && read.port() <= 65_535);
            } catch (ReplyException e) {
                assertTrue(REFUSALS.contains(code(e)), text);
            }
        }
    }

    private static int code(ReplyException refusal) {
        return refusal.reply().code().number();
    }

    private static String text(Random random, String letters) {
        var text = new StringBuilder();
        while (random.nextInt(24) != 0) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
