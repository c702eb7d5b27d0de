package ferry.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.command.CommandTable;
import ferry.protocol.ForeignProtocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Any line gets its reply, and none is a fault of the server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FuzzTest {
    private static final List<String> PIECES = List.of(
            "a",
            "b.txt",
            "/",
            "..",
            ".",
            "*",
            "?",
            "-a",
            "-lR",
            " ",
            "  ",
            "\"",
            ";",
            "=",
            "|",
            "1",
            "2",
            "|1|127.0.0.1|2000|",
            "127,0,0,1,8,0",
            "20260102030405",
            "UTC",
            "644",
            "0777",
            "type;size;",
            "MLST",
            "UTF8",
            "ON",
            "CHMOD",
            "UTIME",
            "HELP",
            "ALL",
            "L 8",
            "N",
            "99999999999999999999",
            "9223372036854775807",
            "-1",
            "\u00e4",
            "\u6587",
            "\ud83d\ude00",
            "\t",
            "\u007f",
            "\r",
            "\0",
            "x".repeat(300),
            "a/".repeat(100),
            "~",
            "%2e%2e",
            "\\",
            "link",
            "folder");

    private static final String REPLY = "[1-5][0-9][0-9][ -].*";

    private final FerryServer server = FerryServer.start("data-timeout=100ms");

    @BeforeEach
    void makeFiles() throws IOException {
        server.clear();
        server.file("a", "content");
        Files.createDirectory(server.home().resolve("folder"));
        server.file("folder/b.txt", "more");
        Files.createSymbolicLink(server.home().resolve("link"), server.home().resolve("folder"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void answersAnyCommandWithAnyArgument() {
        var random = new Random(1);
        var verbs = verbs();
        try (var client = Dialogue.loggedIn(server)) {
            for (int i = 0; i < 5_000; i++) {
                String line = line(random, verbs);
                if (!ForeignProtocol.speaks(line)) {
                    answer(client, line);
                }
            }

            client.login().say("PWD").expect("257");
        }
    }

    /** All but those that end the session, change the login, or wait for a data connection. */
    private static List<String> verbs() {
        var verbs = new ArrayList<String>();
        for (var row : CommandTable.ftp().rows()) {
            if (!List.of("QUIT", "REIN", "USER", "PASS", "PASV", "EPSV", "PORT", "EPRT", "LPSV", "LPRT", "SPSV")
                    .contains(row.verb())) {
                verbs.add(row.verb());
                verbs.addAll(row.aliases());
            }
        }
        verbs.removeIf(CommandTable::legacy);
        verbs.addAll(List.of("", "XYZZY", "\u00c4", "site", "opts"));
        return verbs;
    }

    private static String line(Random random, List<String> verbs) {
        var line = new StringBuilder(verbs.get(random.nextInt(verbs.size())));
        line.append(random.nextInt(10) == 0 ? "" : " ");
        while (random.nextInt(3) != 0) {
            line.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return line.toString();
    }

    private static void answer(Dialogue client, String line) {
        if (line.isBlank()) {
            client.say(line); // is ignored
            return;
        }
        String reply = client.say(line).read();

        assertTrue(reply.lines().findFirst().orElse("").matches(REPLY), () -> line + " got " + reply);
        assertFalse(reply.startsWith("451"), () -> line + " got " + reply);
        assertFalse(reply.startsWith("150"), () -> line + " got " + reply);
    }

    @Test
    void answersAnyBytes() throws IOException {
        var random = new Random(2);
        for (int i = 0; i < 200; i++) {
            try (var client = new Dialogue(server)) {
                var bytes = new byte[random.nextInt(2000)];
                random.nextBytes(bytes);
                client.send(bytes);
                client.socket().shutdownOutput();

                readToTheEnd(client);
            }
        }

        try (var client = Dialogue.image(server)) {
            assertEquals("content", new String(client.receive("RETR a"), UTF_8));
        }
    }

    private static void readToTheEnd(Dialogue client) {
        try {
            String reply = client.read(ISO_8859_1);
            while (!reply.isEmpty()) {
                assertTrue(reply.matches(REPLY), reply);
                reply = client.read(ISO_8859_1);
            }
        } catch (UncheckedIOException e) {
            assertTrue(e.getCause() instanceof SocketException, e::toString); // a reset is as good an end as any
        }
    }
}
