package ferry.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that are more than letters: RFC 2640, RFC 3659 section 2.2, and what stands on disks all the same. */
final class NamesTest {
    /** A name in GBK, which is no UTF-8, and one that has the byte 255 in it. */
    private static final List<String> FOREIGN = List.of("\u00ce\u00c4\u00bc\u00fe.txt", "a\u00ffb.txt", "\u0080\u00fe");

    private final FerryServer server = FerryServer.start();
    private final Dialogue client = Dialogue.loggedIn(server);

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "文件.txt",
                "Übergröße.txt",
                "e\u0301.txt",
                "🚢.txt",
                "a b  c.txt",
                " leading.txt",
                "trailing.txt ",
                "-rf",
                "--",
                "semi;colon=;.txt",
                "it's \"quoted\".txt",
                "back\\slash.txt",
                "%41%zz.txt",
                "#?&+.txt",
                "~",
                "a...",
                "a:b|c<d>e.txt",
                "200 OK"
            })
    void serveAsAnyOther(String name) throws IOException {
        client.say("TYPE I").expect("200");

        client.transmit("STOR " + name, "content").expect("226");
        assertEquals(List.of(name), server.names());
        assertEquals("content", client.receiveText("RETR " + name));
        assertEquals(name + "\r\n", client.receiveText("NLST"));
        assertTrue(client.receiveText("LIST").endsWith(" " + name + "\r\n"));
        assertTrue(client.receiveText("MLSD").endsWith("; " + name + "\r\n"));
        assertTrue(client.say("MLST " + name).expect("250").contains("; /" + name + "\n"));
        client.say("SIZE " + name).expect("213 7");
        client.say("RNFR " + name).expect("350");
        client.say("RNTO other").expect("250");
        client.say("RNFR other").expect("350");
        client.say("RNTO " + name).expect("250");
        client.say("DELE " + name).expect("250");

        assertEquals(List.of(), server.names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"文件夹", "a b", " leading", "trailing ", "semi;colon", "-folder", "a\"b", "\"\""})
    void serveForFolders(String name) {
        String quoted = "\"/" + name.replace("\"", "\"\"") + "\"";

        assertTrue(client.say("MKD " + name).expect("257").startsWith("257 " + quoted + " "));
        client.say("CWD " + name).expect("250");
        assertTrue(client.say("PWD").expect("257").startsWith("257 " + quoted + " "));
        client.say("CDUP").expect("200");
        client.say("RMD " + name).expect("250");

        assertEquals(List.of(), server.names());
    }

    static List<String> foreign() {
        return FOREIGN;
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void areToldByTheirBytesInListings(String bytes) throws IOException {
        Files.writeString(onDisk(bytes), "");

        assertEquals(bytes + "\r\n", receive("NLST"));
        assertTrue(receive("LIST").endsWith(" " + bytes + "\r\n"));
        assertTrue(receive("MLSD").endsWith("; " + bytes + "\r\n"));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void areRetrievedRenamedAndDeletedByTheSameBytes(String bytes) throws IOException {
        Files.writeString(onDisk(bytes), "content");

        assertEquals("content", receive("RETR " + bytes));
        say("RNFR " + bytes).expect("350");
        client.say("RNTO other.txt").expect("250");
        assertEquals("content", server.content("other.txt"));
        client.say("RNFR other.txt").expect("350");
        say("RNTO " + bytes).expect("250");
        assertTrue(Files.exists(onDisk(bytes)));
        say("DELE " + bytes).expect("250");

        assertFalse(Files.exists(onDisk(bytes)));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void areStoredByTheirBytes(String bytes) throws IOException {
        try (var data = client.passive()) {
            say("STOR " + bytes).expect("150");
            data.getOutputStream().write("content".getBytes(StandardCharsets.US_ASCII));
        }
        client.expect("226");

        assertEquals("content", Files.readString(onDisk(bytes)));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void areFoundByPatterns(String bytes) throws IOException {
        Files.writeString(onDisk(bytes), "");
        server.file("other", "");

        assertEquals(bytes + "\r\n", receive("NLST " + bytes.charAt(0) + "*"));
    }

    @Test
    void haveTheByte255DoubledInRepliesAndInArguments() throws IOException {
        say("MKD a\u00ffb");

        assertTrue(client.read(ISO_8859_1).startsWith("257 \"/a\u00ff\u00ffb\" "));
        assertTrue(Files.isDirectory(onDisk("a\u00ffb")));
    }

    @Test
    void haveTheByte255OnceOnDataConnections() throws IOException {
        Files.writeString(onDisk("a\u00ff\u00ffb"), "");

        assertEquals("a\u00ff\u00ffb\r\n", receive("NLST"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nb",
                "a\nb",
                "a\rb",
                "\r\n-rw-rw-rw-   1 root root 1 Jan 01 00:00 forged",
                "a\u0001\u007f\u001bb"
            })
    void withControlCharactersForgeNoLine(String name) throws IOException {
        server.file(name, "");
        String shown = name.replaceAll("\\p{Cntrl}", "?");

        assertEquals(shown + "\r\n", client.receiveText("NLST"));
        String list = client.receiveText("LIST");
        assertTrue(list.endsWith(" " + shown + "\r\n"), list);
        assertEquals(1, list.lines().count());
        String facts = client.receiveText("MLSD");
        assertTrue(facts.endsWith("; " + shown + "\r\n"), facts);
        assertEquals(1, facts.lines().count());
    }

    @Test
    void withLineEndsForgeNoReply() throws IOException {
        var folder = Files.createDirectory(server.home().resolve("a\r\n230 Logged in\r\n"));
        Files.createFile(folder.resolve("x\r\n212 End\r\n"));
        Files.createSymbolicLink(server.home().resolve("link"), Path.of("a\r\n230 Logged in\r\n"));

        client.say("STAT").expect("211");
        client.say("STAT .").expect("212-[^\n]*\n d[^\n]* a\\?\\?230 Logged in\\?\\?\n d[^\n]* link\n212 [^\n]*");
        client.say("STAT link").expect("212-[^\n]*\n -[^\n]* x\\?\\?212 End\\?\\?\n212 [^\n]*");
        client.say("MLST link").expect("250-[^\n]*\n [^\n]*type=dir;[^\n]* /link\n250 [^\n]*");
        client.say("NOOP").expect("200");
    }

    @Test
    void withLineEndsForgeNoLineOfARecursiveListing() throws IOException {
        var folder = Files.createDirectory(server.home().resolve("a\r\nforged"));
        Files.createFile(folder.resolve("b\r\nforged"));

        assertEquals("a??forged\r\n\r\n/a??forged:\r\nb??forged\r\n", client.receiveText("NLST -R"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOR a\u0000b", "MKD a\tb", "RETR a\u0007", "CWD \u001b[2J", "SITE CHMOD 644 a\u0001"})
    void withControlCharactersAreRefused(String command) {
        client.say(command).expect("501");
    }

    @Test
    void ofTheSameLookAreDifferentFiles() throws IOException {
        client.say("TYPE I").expect("200");

        client.transmit("STOR \u00e9.txt", "one").expect("226");
        client.transmit("STOR e\u0301.txt", "two").expect("226");

        assertEquals("one", client.receiveText("RETR \u00e9.txt"));
        assertEquals("two", client.receiveText("RETR e\u0301.txt"));
    }

    @Test
    void mayBe255BytesLong() {
        String name = "文".repeat(85);
        client.say("TYPE I").expect("200");

        client.transmit("STOR " + name, "content").expect("226");

        assertEquals("content", client.receiveText("RETR " + name));
        assertEquals(List.of(name), server.names());
    }

    /** The file of this name, each character of which is a byte. */
    private Path onDisk(String bytes) {
        var uri = new StringBuilder(server.home().toUri().toString());
        for (byte b : bytes.getBytes(ISO_8859_1)) {
            uri.append(String.format("%%%02X", b & 0xff));
        }
        return Path.of(URI.create(uri.toString()));
    }

    /** Sends a line, each character of which is a byte; 255 is doubled, as Telnet asks. */
    private Dialogue say(String bytes) {
        return client.say(bytes.replace("\u00ff", "\u00ff\u00ff"), ISO_8859_1);
    }

    private String receive(String command) throws IOException {
        try (var data = client.passive()) {
            say(command).expect("150");
            byte[] bytes = data.getInputStream().readAllBytes();
            client.expect("226");
            return new String(bytes, ISO_8859_1);
        }
    }
}
