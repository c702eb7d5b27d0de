package ferry.unit.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.protocol.Endpoint;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HOST:PORT as the configuration has it. */
final class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:2121,    127.0.0.1,   2121",
        "[::1]:2121,        ::1,         2121",
        "*:2121,            *,           2121",
        "ftp.example.org:0, ftp.example.org, 0",
        "*:65535,           *,           65535",
    })
    void isWrittenAsItIsRead(String text, String host, int port) {
        var endpoint = Endpoint.parse(text);

        assertEquals(new Endpoint(host, port), endpoint);
        assertEquals(text, endpoint.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "127.0.0.1",
                ":2121",
                "*",
                "*:",
                "*:x",
                "*:65536",
                "*:-1",
                "localhost:",
                "localhost:ftp",
                "::1:2121:",
                "[::1]",
                "[::1:2121",
                "a:1:2",
                "*:1 2"
            })
    void isRefusedWhenItIsNone(String text) {
        assertThrows(IllegalArgumentException.class, () -> Endpoint.parse(text));
    }

    @Test
    void standsInAListWithCommas() {
        assertEquals(
                List.of(new Endpoint("*", 21), new Endpoint("::1", 2121)), Endpoint.parseAll(" *:21 , [::1]:2121 ,"));
        assertEquals(List.of(), Endpoint.parseAll(""));
    }

    @Test
    void isAnAddressToBind() throws UnknownHostException {
        assertTrue(new Endpoint("*", 21).address().getAddress().isAnyLocalAddress());
        assertEquals("127.0.0.1", new Endpoint("127.0.0.1", 21).address().getHostString());
        assertEquals(21, new Endpoint("127.0.0.1", 21).address().getPort());
    }

    @Test
    void takesThePortThatTheSystemGave() {
        assertEquals(new Endpoint("*", 40_000), new Endpoint("*", 0).withPort(40_000));
    }

    @Test
    void throwsNothingElseWhateverTheText() {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            while (random.nextInt(10) != 0) {
                text.append("*::[]0123a., %".charAt(random.nextInt(14)));
            }
            try {
                Endpoint.parseAll(text.toString())
                        .forEach(endpoint -> assertFalse(endpoint.host().isEmpty()));
            } catch (IllegalArgumentException e) {
                assertFalse(String.valueOf(e.getMessage()).isEmpty());
            }
        }
    }
}
