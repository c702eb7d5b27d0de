package ferry.unit.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.protocol.HostName;
import ferry.protocol.ReplyException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The argument of HOST: RFC 7151, section 3.1. */
final class HostNameTest {
    @ParameterizedTest
    @CsvSource({
        "ftp.example.com,      ftp.example.com",
        "FTP.Example.COM,      ftp.example.com",
        "ftp.example.com.,     ftp.example.com",
        "localhost,            localhost",
        "3com.example,         3com.example",
        "a-b.example,          a-b.example",
        "192.0.2.1,            192.0.2.1",
        "[::1],                [::1]",
        "[2001:DB8:0:0::1],    [2001:db8::1]",
        "[::ffff:192.0.2.1],   192.0.2.1",
        "b\u00fccher.example,  xn--bcher-kva.example",
        "XN--BCHER-KVA.example, xn--bcher-kva.example",
        "' ftp.example.com ',  ftp.example.com",
    })
    void isOneHoweverItIsWritten(String written, String name) throws ReplyException {
        assertEquals(name, HostName.parse(written).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "a..b",
                ".example",
                "example..",
                "-a.example",
                "a-.example",
                "a b",
                "a_b.example",
                "a/b",
                "ftp.example.com:21",
                "192.0.2.1:21",
                "[::1]:21",
                "::1",
                "[192.0.2.1]",
                "[]",
                "[::1",
                "::1]",
                "[fe80::1%1]",
                "[fe80::1%eth0]",
                "300.0.2.1",
                "192.0.2",
                "1",
                "user@example.com",
                "\udc80.example"
            })
    void isNoOtherText(String text) {
        var refusal = assertThrows(ReplyException.class, () -> HostName.parse(text));

        assertEquals(501, refusal.reply().code().number());
    }

    @Test
    void isNotTooLong() throws ReplyException {
        String label = "a".repeat(63);
        String longest = String.join(".", label, label, label, "a".repeat(61));

        assertEquals(longest, HostName.parse(longest).text());
        assertThrows(ReplyException.class, () -> HostName.parse(longest + "a"));
        assertThrows(ReplyException.class, () -> HostName.parse("a".repeat(64)));
    }

    @Test
    void isNoAddressOfTheFuture() {
        var refusal = assertThrows(ReplyException.class, () -> HostName.parse("[v7.a:b]"));

        assertEquals(504, refusal.reply().code().number());
    }

    @Test
    void refusesALongNameBeyondAscii() {
        assertTrue(HostName.of("\u0661".repeat(4000)).isEmpty());
    }

    @Test
    void tellsItsAddress() throws ReplyException {
        assertEquals(
                "127.0.0.1", HostName.parse("127.0.0.1").address().orElseThrow().getHostAddress());
        assertEquals(16, HostName.parse("[::2]").address().orElseThrow().getAddress().length);
        assertTrue(HostName.parse("localhost").address().isEmpty());
    }

    @Test
    void staysTheSameWhenItIsReadAgain() {
        String letters = "aB1.-[]:\u00fc\u6587";
        var random = new Random(1);
        for (int i = 0; i < 5000; i++) {
            var text = new StringBuilder();
            while (random.nextInt(10) != 0) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            HostName.of(text.toString())
                    .ifPresent(
                            name -> assertEquals(name, HostName.of(name.text()).orElseThrow()));
        }
    }
}
