package ferry.client.legacy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.FerryServer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no verb, and what is no legacy client. */
final class EchoTest {
    private final FerryServer server = FerryServer.start();
    private final LegacyClient client = new LegacyClient(server);

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "hello world\r\n",
                "\n",
                " ",
                "你好",
                "getting",
                "postcard",
                "good",
                "G",
                "DIRS",
                "CHDIR ..",
                "Paths",
                "RETR a.txt",
                "USER ferry\r\n",
                "PWD",
                "pwd",
                "quit",
                "NLST",
                "list",
                " dirs",
                "\u0000\u0001\u0002"
            })
    void sendsBackWhatIsNoVerb(String text) {
        client.say(text).expect(text);

        client.say("paths").expect("/");
    }

    @Test
    void sendsBackTheBeginningOfAVerbAfterAShortTime() {
        client.say("chd").expect("chd");
        client.say("pos").expect("pos").expectNothing();
    }

    @Test
    void sendsBackBytesThatAreNoText() {
        var bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (255 - i);
        }

        client.send(bytes).expect(new String(bytes, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
    }

    @Test
    void sendsBackALongText() {
        String text = "long text, ".repeat(10_000);

        client.say(text + "\n").expect(text + "\n").expectNothing();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /x HTTP/1.1\r\n",
                "HEAD / HTTP/1.0\r\n",
                "OPTIONS * HTTP/1.1\r\n",
                "EHLO mail\r\n",
                "get a.txt HTTP/1.1\r\n",
                "\u0016\u0003\u0001\u0002"
            })
    void endsTheConnectionOfAForeignClientWithoutAWord(String words) {
        server.file("a.txt", "content");

        client.say(words);

        assertTrue(client.closed());
    }
}
