package ferry.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a newcomer does first. */
final class FirstMinuteTest {
    private final FerryServer server = FerryServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void storesAndRetrievesAFile() throws IOException {
        byte[] content = "a file\nof two lines\n".getBytes(StandardCharsets.UTF_8);

        try (var client = Dialogue.loggedIn(server)) {
            client.say("TYPE I").expect("200");
            client.transmit("STOR a.txt", content).expect("226");

            assertArrayEquals(content, Files.readAllBytes(server.home().resolve("a.txt")));
            assertArrayEquals(content, client.receive("RETR a.txt"));
        }
    }

    @Test
    void listsTheHome() throws IOException {
        Files.writeString(server.home().resolve("a.txt"), "12345");
        Files.createDirectory(server.home().resolve("folder"));

        try (var client = Dialogue.loggedIn(server)) {
            assertEquals("a.txt\r\nfolder\r\n", client.receiveText("NLST"));
            assertTrue(client.receiveText("LIST").matches("-rw.* 5 .*a\\.txt\r\nd.* folder\r\n"));
        }
    }

    @Test
    void talksAsTheRfcDoes() {
        try (var client = new Dialogue(server)) {
            client.play("""
                    C: USER ferry
                    S: 331
                    C: PASS ferry
                    S: 230
                    C: CWD missing
                    S: 550
                    C: MKD folder
                    S: 257 "/folder" .*
                    C: CWD folder
                    S: 250
                    C: PWD
                    S: 257 "/folder" .*
                    C: QUIT
                    S: 221
                    """);
            assertTrue(client.closed());
        }
    }
}
