package ferry.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in other charsets than UTF-8: by configuration, by user, by OPTS UTF8, and found out. */
final class ClientCharsetTest {
    private static final Charset GBK = Charset.forName("GBK");

    // ---- by configuration

    @ParameterizedTest
    @ValueSource(strings = {"GBK", "Shift_JIS", "Big5", "EUC-KR", "GB18030", "ISO-8859-1", "windows-1252", "US-ASCII"})
    void tellsEveryNameSoThatItCanBeSentBack(String charset) throws IOException {
        var names = List.of(
                "%{25}", "%{6587}.txt", "a.txt", "\u00e4\u20ac.txt", "\u6587\u4ef6.txt", "\ud83d\udea2", "\uac00");
        try (var server = FerryServer.start("charset=" + charset);
                var client = Dialogue.image(server)) {
            for (String name : names) {
                server.file(name, name);
            }
            Files.writeString(onDisk(server, "\u00ce\u00c4"), "bytes");

            var told = new String(client.receive("NLST"), ISO_8859_1).lines().toList();

            assertEquals(names.size() + 1, told.size());
            var contents = new TreeSet<String>();
            for (String name : told) {
                contents.add(receive(client, "RETR " + name, ISO_8859_1, UTF_8));
            }
            var expected = new TreeSet<>(names);
            expected.add("bytes");
            assertEquals(expected, contents);
        }
    }

    @Test
    void readsAndTellsNamesInTheCharset() throws IOException {
        try (var server = FerryServer.start("charset=GBK");
                var client = Dialogue.image(server)) {
            client.say("MKD \u6587\u4ef6", GBK);
            assertTrue(client.read(GBK).startsWith("257 \"/\u6587\u4ef6\" "));
            client.say("CWD \u6587\u4ef6", GBK).expect("250");
            client.say("PWD");
            assertTrue(client.read(GBK).startsWith("257 \"/\u6587\u4ef6\" "));
            store(client, "STOR \u65b0.txt", GBK);
            assertEquals("\u65b0.txt\r\n", receive(client, "NLST", GBK, GBK));
            assertTrue(receive(client, "LIST", GBK, GBK).endsWith(" \u65b0.txt\r\n"));
            assertTrue(receive(client, "MLSD", GBK, GBK).endsWith("; \u65b0.txt\r\n"));
            client.say("MLST \u65b0.txt", GBK);
            assertTrue(client.read(GBK).contains("; /\u6587\u4ef6/\u65b0.txt\n"));
            client.say("MFMT 20200102030405 \u65b0.txt", GBK);
            assertTrue(client.read(GBK).endsWith("; \u65b0.txt"));
            client.say("RNFR \u65b0.txt", GBK).expect("350");
            client.say("RNTO /\u65e7.txt", GBK).expect("250");

            assertEquals(List.of("\u6587\u4ef6", "\u65e7.txt"), server.names());
        }
    }

    @Test
    void findsPatternsInTheCharset() throws IOException {
        try (var server = FerryServer.start("charset=GBK");
                var client = Dialogue.image(server)) {
            server.file("\u6587\u4ef6.txt", "");
            server.file("other.txt", "");

            assertEquals("\u6587\u4ef6.txt\r\n", receive(client, "NLST \u6587*", GBK, GBK));
        }
    }

    @Test
    void letsAClientThatSaysSoHaveUtf8() throws IOException {
        try (var server = FerryServer.start("charset=GBK");
                var client = new Dialogue(server)) {
            server.file("\u6587.txt", "");
            assertTrue(client.say("FEAT").expect("211").contains("\n UTF8\n"));
            client.say("OPTS UTF8 ON").expect("200 Names are UTF-8");
            client.login();

            assertEquals("\u6587.txt\r\n", client.receiveText("NLST"));
        }
    }

    @Test
    void escapesNoWayOut() throws IOException {
        try (var server = FerryServer.start("charset=ISO-8859-1");
                var client = Dialogue.loggedIn(server)) {
            client.say("MKD %{2E}%{2E}%{2F}a%{0A}").expect("257 \"/%\\{2E}%\\{2E}%\\{2F}a%\\{0A}\" .*");

            assertEquals(List.of("%{2E}%{2E}%{2F}a%{0A}"), server.names());
        }
    }

    @Test
    void readsNamesAndPasswordsOfUsersInTheCharset() {
        var user = FerryServer.user("j\u00fcrgen", "userpassword=gr\u00fc\u00dfe %{41}");
        try (var server = FerryServer.start(user, "charset=ISO-8859-1");
                var client = new Dialogue(server)) {
            client.say("USER j\u00fcrgen", ISO_8859_1).expect("331");
            client.say("PASS gr\u00fc\u00dfe %{41}", ISO_8859_1).expect("230");
        }
    }

    @Test
    void keepsTheByte255OfACharsetApartFromTelnet() throws IOException {
        try (var server = FerryServer.start("charset=ISO-8859-1");
                var client = Dialogue.loggedIn(server)) {
            client.say("MKD \u00ff\u00ff", ISO_8859_1);

            assertTrue(client.read(ISO_8859_1).startsWith("257 \"/\u00ff\u00ff\" "));
            assertEquals(List.of("\u00ff"), server.names());
            assertEquals("\u00ff\r\n", receive(client, "NLST", ISO_8859_1, ISO_8859_1));
        }
    }

    // ---- by user

    @Test
    void speaksTheCharsetOfTheUser() throws IOException {
        try (var server = FerryServer.start(FerryServer.user("guest", "homedirectory=home", "charset=GBK"));
                var client = new Dialogue(server)) {
            server.file("\u6587.txt", "");
            client.login("guest");

            assertEquals("\u6587.txt\r\n", receive(client, "NLST", GBK, GBK));
            client.say("SIZE \u6587.txt", GBK).expect("213 0");
            client.say("STAT").expect("211-.*\n Names: GBK\n.*");
            client.login();
            assertEquals("\u6587.txt\r\n", client.receiveText("NLST"));
            client.login("guest");
            client.say("REIN").expect("220");
            client.login();
            assertEquals("\u6587.txt\r\n", client.receiveText("NLST"));
        }
    }

    @Test
    void prefersWhatTheClientSaysToWhatIsKnownOfTheUser() throws IOException {
        try (var server = FerryServer.start(FerryServer.user("guest", "homedirectory=home", "charset=GBK"));
                var client = new Dialogue(server)) {
            server.file("\u6587.txt", "");
            client.say("OPTS UTF8 ON").expect("200");
            client.login("guest");

            assertEquals("\u6587.txt\r\n", client.receiveText("NLST"));
        }
    }

    // ---- by OPTS UTF8

    @Test
    void goesToTheFallbackAndBack() throws IOException {
        try (var server = FerryServer.start();
                var client = Dialogue.image(server)) {
            server.file("\u00e4.txt", "1");
            server.file("\u6587.txt", "22");

            client.say("OPTS UTF8 OFF").expect("200 Names are ISO-8859-1");
            assertEquals("\u00e4.txt\r\n%{6587}.txt\r\n", receive(client, "NLST", ISO_8859_1, ISO_8859_1));
            client.say("SIZE \u00e4.txt", ISO_8859_1).expect("213 1");
            client.say("SIZE %{6587}.txt").expect("213 2");

            client.say("OPTS UTF8 ON").expect("200 Names are UTF-8");
            assertEquals("\u00e4.txt\r\n\u6587.txt\r\n", client.receiveText("NLST"));
            client.say("SIZE %{6587}.txt").expect("550");
        }
    }

    @Test
    void isReadAnewAfterRein() {
        try (var server = FerryServer.start();
                var client = new Dialogue(server)) {
            client.say("OPTS UTF8 OFF").expect("200");
            client.login();
            client.say("STAT").expect("211-.*\n Names: ISO-8859-1\n.*");

            client.say("REIN").expect("220");

            client.login();
            client.say("STAT").expect("211-.*\n Names: UTF-8\n.*");
        }
    }

    @Test
    void readsTheCommandsBehindItInTheNewCharset() {
        try (var server = FerryServer.start();
                var client = Dialogue.loggedIn(server)) {
            client.send("OPTS UTF8 OFF\r\nMKD \u00e4\r\n".getBytes(ISO_8859_1));

            client.expect("200");
            assertTrue(client.read(ISO_8859_1).startsWith("257 \"/\u00e4\" "));
            assertEquals(List.of("\u00e4"), server.names());
        }
    }

    @Test
    void refusesOffWhereThereIsUtf8Only() {
        try (var server = FerryServer.start("fallback-charset=UTF-8");
                var client = Dialogue.loggedIn(server)) {
            client.say("OPTS UTF8 OFF").expect("504");
        }
    }

    // ---- found out

    @Test
    void findsOutWhoWritesInTheFallback() throws IOException {
        try (var server = FerryServer.start("fallback-charset=GBK", "charset-detection=on");
                var client = Dialogue.image(server)) {
            Files.createDirectory(server.home().resolve("\u6587\u4ef6"));
            assertEquals("\u6587\u4ef6\r\n", client.receiveText("NLST"));

            client.say("CWD \u6587\u4ef6", GBK).expect("250");

            client.say("PWD");
            assertTrue(client.read(GBK).startsWith("257 \"/\u6587\u4ef6\" "));
            store(client, "STOR \u65b0.txt", GBK);
            assertTrue(Files.exists(server.home().resolve("\u6587\u4ef6").resolve("\u65b0.txt")));
        }
    }

    @Test
    void findsOutWhoNamesANewFileInTheFallback() throws IOException {
        try (var server = FerryServer.start("charset-detection=on");
                var client = Dialogue.image(server)) {
            store(client, "STOR \u00e4.txt", ISO_8859_1);

            assertEquals(List.of("\u00e4.txt"), server.names());
            assertEquals("\u00e4.txt\r\n", receive(client, "NLST", ISO_8859_1, ISO_8859_1));
            client.say("MFMT 20200102030405 \u00e4.txt", ISO_8859_1);
            assertTrue(client.read(ISO_8859_1).endsWith("; \u00e4.txt"));
        }
    }

    @Test
    void findsOutByAnyCommandAndAnswersItInTheCharset() throws IOException {
        try (var server = FerryServer.start("charset-detection=on");
                var client = Dialogue.loggedIn(server)) {
            server.file("\u00e4\u6587", "");
            server.file("\u00e4", "");

            client.say("MFMT 20200102030405 \u00e4", ISO_8859_1);

            assertTrue(client.read(ISO_8859_1).endsWith("; \u00e4"));
            assertEquals("\u00e4\r\n\u00e4%{6587}\r\n", receive(client, "NLST", ISO_8859_1, ISO_8859_1));
        }
    }

    @Test
    void findsOutByAPatternToo() throws IOException {
        try (var server = FerryServer.start("charset-detection=on");
                var client = Dialogue.loggedIn(server)) {
            server.file("\u00e4.txt", "");

            assertEquals("\u00e4.txt\r\n", receive(client, "NLST \u00e4*", ISO_8859_1, ISO_8859_1));
        }
    }

    @Test
    void findsAFileByItsBytesFirst() throws IOException {
        try (var server = FerryServer.start("fallback-charset=GBK", "charset-detection=on");
                var client = Dialogue.image(server)) {
            Files.writeString(onDisk(server, "\u00ce\u00c4"), "bytes"); // in GBK this is the name of the other file
            server.file("\u6587", "text");
            Files.createDirectory(onDisk(server, "\u00d0\u00c2"));

            assertEquals("bytes", receive(client, "RETR \u6587", GBK, UTF_8));
            client.say("MKD \u65b0/\u65b0", GBK).expect("257"); // in the folder of these bytes

            assertTrue(Files.isDirectory(onDisk(server, "\u00d0\u00c2/\u00d0\u00c2")));
            assertTrue(client.receiveText("NLST").contains("\u6587\r\n"), "still in UTF-8");
        }
    }

    @Test
    void doesNotSuspectWhoSaysUtf8() throws IOException {
        try (var server = FerryServer.start("charset-detection=on");
                var client = new Dialogue(server)) {
            client.say("OPTS UTF8 ON").expect("200");
            client.login();

            client.say("MKD \u00e4", ISO_8859_1).expect("257");

            assertTrue(Files.isDirectory(onDisk(server, "\u00e4")));
        }
    }

    @Test
    void findsOutNobodyUnlessItIsAskedTo() throws IOException {
        try (var server = FerryServer.start();
                var client = Dialogue.loggedIn(server)) {
            client.say("MKD \u00e4", ISO_8859_1).expect("257");

            assertTrue(Files.isDirectory(onDisk(server, "\u00e4")));
            assertFalse(Files.exists(server.home().resolve("\u00e4")));
        }
    }

    @Test
    void forgetsWhatItHasFoundOutAtTheNextLogin() throws IOException {
        try (var server = FerryServer.start("charset-detection=on");
                var client = Dialogue.loggedIn(server)) {
            client.say("MKD \u00e4", ISO_8859_1).expect("257");
            client.say("STAT").expect("211-.*\n Names: ISO-8859-1\n.*");

            client.login();

            client.say("STAT").expect("211-.*\n Names: UTF-8\n.*");
        }
    }

    private static void store(Dialogue client, String command, Charset charset) throws IOException {
        try (var _ = client.passive()) {
            client.say(command, charset).expect("150");
        }
        client.expect("226");
    }

    private static String receive(Dialogue client, String command, Charset told, Charset content) throws IOException {
        try (var data = client.passive()) {
            client.say(command, told).expect("150");
            byte[] bytes = data.getInputStream().readAllBytes();
            client.expect("226");
            return new String(bytes, content);
        }
    }

    /** The file of this name in the home, each character of which is a byte. */
    private static Path onDisk(FerryServer server, String bytes) {
        var uri = new StringBuilder(server.home().toUri().toString());
        for (byte b : bytes.getBytes(ISO_8859_1)) {
            uri.append(b == '/' ? "/" : String.format("%%%02X", b & 0xff));
        }
        return Path.of(URI.create(uri.toString()));
    }
}
