package ferry.client.legacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.FerryServer;
import ferry.client.LogLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rights and rules for names of FTP hold for get and post as well. */
final class RightsTest {
    private final FerryServer server = FerryServer.start(
            List.of("ftpserver.user.ferry.rights=/in/**:write; /out/**:list,read"),
            "hidden-names=*.key",
            "forbidden-names=*.exe");
    private final LogLines log = new LogLines("ferry.legacy.Conversation");

    @BeforeEach
    void makeFiles() throws IOException {
        Files.createDirectory(server.home().resolve("in"));
        Files.createDirectory(server.home().resolve("out"));
        server.file("in/f", "in");
        server.file("out/f", "out");
        server.file("a.key", "key");
    }

    @AfterEach
    void stop() {
        log.close();
        server.close();
    }

    private void refuses(byte[] request, String line) {
        refuses(".", request, line);
    }

    private void refuses(String folder, byte[] request, String line) {
        try (var client = new LegacyClient(server)) {
            client.say("chdir " + folder).expect(folder.equals("in") ? "error: Permission denied" : listing(folder));
            client.send(request);
            log.await(line);
        }
    }

    private static String listing(String folder) {
        return folder.equals("out") ? "f" : "in out";
    }

    private static byte[] text(String command) {
        return command.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void getsWhatMayBeRead() {
        refuses(text("get in/f"), "get \"in/f\": Permission denied");
        refuses(text("get in/missing"), "get \"in/missing\": Permission denied");
        refuses(text("get a.key"), "get \"a.key\": No such file or folder");
    }

    @Test
    void postsWhereItMay() throws IOException {
        refuses("out", LegacyClient.post("g", "1"), "post \"g\": Permission denied");
        refuses("in", LegacyClient.post("f", "1"), "post \"f\": The name exists already");
        refuses(LegacyClient.post("x.EXE", "1"), "post \"x.EXE\": Such names are forbidden here");
        refuses(LegacyClient.post("b.key", "1"), "post \"b.key\": This name cannot be used");

        assertEquals("in", server.content("in/f"));
        assertEquals(List.of("a.key", "in", "out"), server.names());
        assertTrue(Files.notExists(server.home().resolve("out/g")));
    }
}
