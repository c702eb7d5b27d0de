package ferry.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The dialogues that the RFCs themselves show: the same commands, and the replies' codes in the same order. Only names
 * and addresses are those of this test. The sections that RFC 2640 and RFC 7151 show have tests of their own.
 */
final class RfcDialogueTest {
    private static final String MODIFIED = "19980615100045";

    private final FerryServer server =
            FerryServer.start(FerryServer.user("Doe", "homedirectory=home", "writepermission=false"));
    private final Dialogue client = new Dialogue(server);

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private void write(String name, int size) throws IOException {
        var file = server.home().resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[size]);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("1998-06-15T10:00:45Z")));
    }

    private static String content(Socket data) throws IOException {
        return new String(data.getInputStream().readAllBytes(), US_ASCII);
    }

    // ---- RFC 959

    /** The 550 for a STOR is section 7's own; section 5.4 has 553 there, so that either is right. */
    @Test
    void playsTheTypicalScenarioOfRfc959Section7() throws IOException {
        server.file("test.pl1", "a line\n");

        client.play("""
                C: USER Doe
                S: 331
                C: PASS ferry
                S: 230
                """);
        try (var listener = client.active()) {
            client.say("RETR test.pl1").expect("150");
            try (var data = listener.accept()) {
                assertEquals("a line\r\n", content(data));
            }
            client.expect("226");
        }
        client.say("TYPE I").expect("200");
        try (var _ = client.active()) {
            client.play("""
                    C: STOR >udd>cn>fd
                    S: 55[03] .*
                    C: QUIT
                    S: 221
                    """);
        }

        assertTrue(client.closed());
        assertEquals(List.of("test.pl1"), server.names());
    }

    /** Figure 3 needs two servers; here the daemon is both, and the user between them has allowed it. */
    @Test
    void playsTheTransferBetweenTwoServersOfRfc959Section52() throws IOException {
        server.file("from.txt", "content");

        try (var b = Dialogue.loggedIn(server)) {
            client.login();
            String port = client.say("PASV").expect("227").replaceAll(".*\\(([0-9,]+)\\).*", "$1");
            b.say("PORT " + port).expect("200");
            client.say("STOR to.txt");
            b.say("RETR from.txt");
            client.expect("150");
            b.expect("150");
            b.expect("226");
            client.expect("226");
        }

        assertEquals("content", server.content("to.txt"));
    }

    @Test
    void understandsTheSpellingsOfRetrOfRfc959Section53() {
        server.file("a.txt", "content");
        client.login();

        for (String verb : List.of("RETR", "Retr", "retr", "ReTr", "rETr")) {
            assertEquals("content", client.receiveText(verb + " a.txt"));
        }
    }

    /** The two replies to MKD of appendix II, and that PWD has the same form. */
    @Test
    void playsTheDirectoriesOfRfc959AppendixTwo() {
        client.login();

        client.play("""
                C: MKD usr
                S: 257 "/usr".*
                C: CWD /usr
                S: 250
                C: MKD dm
                S: 257 "/usr/dm".*
                C: MKD dm
                S: 550
                C: CWD dm
                S: 250
                C: MKD foo"bar
                S: 257 "/usr/dm/foo""bar".*
                C: CWD /usr/dm/foo"bar
                S: 250
                C: PWD
                S: 257 "/usr/dm/foo""bar".*
                """);
    }

    // ---- RFC 1123

    @Test
    void tellsTheNameOfStouAsRfc1123Section4129Shows() throws IOException {
        client.login();

        try (var data = client.passive()) {
            String told = client.say("STOU").expect("150 FILE: [^ ]+").substring("150 FILE: ".length());
            data.getOutputStream().write('x');
            data.shutdownOutput();
            client.expect("2(26|50) .*");
            client.say("SIZE " + told).expect("213 1");
        }
    }

    // ---- RFC 2389

    @Test
    void playsFeatOfRfc2389Section32() {
        var lines = client.say("feat").expect("211").lines().toList();

        assertTrue(lines.getFirst().matches("211-[^ ].*"), lines.getFirst());
        assertTrue(lines.contains(" SIZE"), lines::toString);
        assertTrue(lines.contains(" MDTM"), lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.startsWith(" MLST ")), lines::toString);
        assertTrue(lines.getLast().matches("(?i)211 end"), lines.getLast());
    }

    @Test
    void playsOptsOfRfc2389Section4() {
        client.login();

        client.play("""
                C: OPTS MLST type;size;
                S: 200
                C: opts mlst Type;Size;
                S: 200
                C: OPTS RETR nothing
                S: 501
                C: OPTS
                S: 501
                C: OPTS XYZZY
                S: 501
                """);
    }

    // ---- RFC 2428

    @Test
    void playsEprtOfRfc2428Section2() throws IOException {
        server.file("a.txt", "content");
        client.login();

        try (var listener = new ServerSocket(0, 1, client.socket().getLocalAddress())) {
            listener.setSoTimeout(Dialogue.PATIENCE_MILLIS);
            client.say("EPRT |1|127.0.0.1|" + listener.getLocalPort() + "|").expect("200");
            client.say("RETR a.txt").expect("150");
            try (var data = listener.accept()) {
                assertEquals("content", content(data));
            }
            client.expect("226");
        }
    }

    /** The address of the first is not the client's, the second is of another family than the connection. */
    @Test
    void refusesTheAddressesOfRfc2428Section2() {
        client.login();

        client.play("""
                C: EPRT |1|132.235.1.2|6275|
                S: 501
                C: EPRT |2|1080::8:800:200C:417A|5282|
                S: 522 .*\\(1\\)
                C: EPRT |3|132.235.1.2|6275|
                S: 522 .*\\(1(,2)?\\)
                C: EPRT
                S: 501
                """);
    }

    @Test
    void playsEpsvOfRfc2428Section3() throws IOException {
        server.file("a.txt", "content");
        client.login();

        String reply = client.say("EPSV").expect("229");
        assertTrue(reply.matches("229 Entering Extended Passive Mode \\(\\|\\|\\|[0-9]+\\|\\)"), reply);
        client.play("""
                C: EPSV 1
                S: 229 .*\\(\\|\\|\\|[0-9]+\\|\\)
                C: EPSV 2
                S: 522 .*\\(1\\)
                C: EPSV 9
                S: 522 .*\\(1\\)
                """);
        assertEquals("content", client.receiveText("RETR a.txt"));
    }

    @Test
    void refusesAllButEpsvBehindEpsvAllOfRfc2428Section4() throws IOException {
        server.file("a.txt", "content");
        client.login();

        client.play("""
                C: EPSV ALL
                S: 200
                C: PORT 127,0,0,1,200,1
                S: 50[13] .*
                C: PASV
                S: 50[13] .*
                C: EPRT |1|127.0.0.1|51201|
                S: 50[13] .*
                """);
        assertEquals("content", client.receiveText("RETR a.txt"));
    }

    // ---- RFC 3659

    @Test
    void playsMdtmOfRfc3659Section34() throws IOException {
        write("file6", 1);
        Files.createDirectory(server.home().resolve("file5"));
        client.login();

        client.play("""
                C: MDTM file6
                S: 213 19980615100045
                C: MDTM file5
                S: [25][15][03] .*
                C: MDTM file19
                S: 550
                C: MDTM
                S: 501
                """);
    }

    /** A text of 100 lines: it is longer by 100 bytes on its way. */
    @Test
    void playsSizeOfRfc3659Section4() {
        server.file("example", ("x".repeat(16) + "\n").repeat(99) + "x".repeat(56) + "\n");
        client.login();

        client.play("""
                C: TYPE I
                S: 200
                C: SIZE example
                S: 213 1740
                C: TYPE A
                S: 200
                C: SIZE example
                S: 213 1840
                C: SIZE missing
                S: 550
                """);
    }

    @Test
    void playsRestOfRfc3659Section55() throws IOException {
        write("cap60.pl198.tar", 1_024_990);
        client.login();
        client.say("TYPE I").expect("200");

        try (var listener = client.active()) {
            client.say("REST 802816").expect("350");
            client.say("RETR cap60.pl198.tar").expect("150");
            try (var data = listener.accept()) {
                assertEquals(1_024_990 - 802_816, data.getInputStream().readAllBytes().length);
            }
            client.expect("226");
        }
    }

    /** The names of section 6: the same file by a fully qualified pathname, from its folder, and from others. */
    @Test
    void findsAFileByEachPathnameOfRfc3659Section6() throws IOException {
        write("A/B/C/x", 7);
        write("A/D/y", 8);
        client.login();

        client.play("""
                C: FEAT
                S: 211-.* TVFS\\n.*
                C: SIZE /A/B/C/x
                S: 213 7
                C: CWD /A/B
                S: 250
                C: SIZE C/x
                S: 213 7
                C: SIZE ../D/y
                S: 213 8
                C: SIZE ./C/../C/./x
                S: 213 7
                C: CWD C
                S: 250
                C: SIZE x
                S: 213 7
                C: SIZE ../../D/y
                S: 213 8
                C: SIZE /../A/D/y
                S: 213 8
                C: CDUP
                S: 2[05]0 .*
                C: PWD
                S: 257 "/A/B".*
                """);
    }

    @Test
    void playsMlstOfAFileOfRfc3659Section771() throws IOException {
        write("tmp/cap60.pl198.tar.gz", 1_024_990);
        client.login();

        client.play("""
                C: CWD /tmp
                S: 250
                C: PWD
                S: 257 "/tmp".*
                C: OPTS MLST Type;Size;Perm;
                S: 200 MLST OPTS type;size;perm;
                C: MLst cap60.pl198.tar.gz
                S: 250-.*\\n type=file;size=1024990;perm=[a-z]*; /tmp/cap60.pl198.tar.gz\\n250 .*
                """);
    }

    @Test
    void playsMlstAndMlsdOfAFolderOfRfc3659Section772() throws IOException {
        write("tmp/capmux.tar.z", 25_730);
        write("tmp/hatch.c", 1830);
        write("tmp/MacIP-02.txt", 25_624);
        client.login();

        client.play("""
                C: PWD
                S: 257 "/".*
                C: OPTS MLST Type;Modify;Perm;Size;
                S: 200
                C: MLst tmp
                S: 250-.*\\n type=dir;modify=[0-9]{14};perm=[a-z]*; /tmp\\n250 .*
                """);
        var entries = client.receiveText("MLSD tmp").lines().sorted().toList();

        for (String line : entries) {
            assertTrue(line.matches("type=file;size=[0-9]+;modify=" + MODIFIED + ";perm=[a-z]*; .+"), line);
        }
        assertEquals(
                List.of("MacIP-02.txt", "capmux.tar.z", "hatch.c"),
                entries.stream()
                        .map(line -> line.replaceFirst("[^ ]* ", ""))
                        .sorted()
                        .toList());
    }

    /** A user who may only read: perm says so, and so do the commands. */
    @Test
    void keepsThePromiseOfPermOfRfc3659Section774() throws IOException {
        write("file", 3);
        Files.setPosixFilePermissions(server.home().resolve("file"), PosixFilePermissions.fromString("rw-------"));
        client.play("""
                C: USER Doe
                S: 331
                C: PASS ferry
                S: 230
                C: OPTS MLST Perm;
                S: 200
                C: MLST file
                S: 250-.*\\n perm=r; /file\\n250 .*
                C: DELE file
                S: 550
                """);

        assertEquals(3, client.receive("RETR file").length);
    }

    /** Type, modify and unique, and nothing that was not asked for. */
    @Test
    void playsMlsdWithUniqueOfRfc3659Section775() throws IOException {
        write("bar/a", 1);
        write("bar/b", 1);
        Files.createLink(server.home().resolve("bar/c"), server.home().resolve("bar/a"));
        client.login();
        client.say("OPTS MLST Unique;Type;").expect("200");

        var line = Pattern.compile("type=file;unique=([^;]+); (.)");
        var unique = new TreeMap<String, String>();
        client.receiveText("MLSD bar").lines().forEach(entry -> {
            var parts = line.matcher(entry);
            assertTrue(parts.matches(), entry);
            unique.put(parts.group(2), parts.group(1));
        });

        assertEquals(unique.get("a"), unique.get("c"));
        assertNotEquals(unique.get("a"), unique.get("b"));
    }

    @Test
    void playsMediaTypesOfRfc3659Section776() throws IOException {
        write("tmp/melbcs.tif", 226_546);
        write("tmp/uar.txt", 2154);
        client.login();

        client.play("""
                C: OPTS MLST Type;Size;Media-Type;
                S: 200 MLST OPTS type;size;media-type;
                C: MLST tmp/melbcs.tif
                S: 250-.*\\n type=file;size=226546;media-type=image/tiff; /tmp/melbcs.tif\\n250 .*
                C: MLST tmp/uar.txt
                S: 250-.*\\n type=file;size=2154;media-type=text/plain; /tmp/uar.txt\\n250 .*
                """);
    }

    /** A walk through folders by MLSD alone, with the names as they were told. */
    @Test
    void walksThroughTheFilesOfIanaOfRfc3659Section778() throws IOException {
        write("iana/assignments/character-sets", 44_242);
        write("iana/assignments/character-set-info/windows-1251", 1234);
        write("iana/assignments/character-set-info/ibm775", 801);
        write("iana/assignments/media-types/text/plain", 552);
        write("iana/assignments/media-types/media-types", 30_249);
        client.login();
        client.say("OPTS MLST Type;Size;").expect("200");
        client.say("CWD iana/assignments").expect("250");

        var found = new ArrayList<String>();
        walk("", found);

        assertEquals(
                List.of(
                        "character-set-info/ibm775 801",
                        "character-set-info/windows-1251 1234",
                        "character-sets 44242",
                        "media-types/media-types 30249",
                        "media-types/text/plain 552"),
                found.stream().sorted().toList());
    }

    private void walk(String folder, List<String> found) {
        var line = Pattern.compile("type=(dir|file);(?:size=([0-9]+);)? (.+)");
        String command = folder.isEmpty() ? "MLSD" : "MLSD " + folder;
        for (String entry : client.receiveText(command).lines().toList()) {
            var parts = line.matcher(entry);
            assertTrue(parts.matches(), entry);
            String name = (folder.isEmpty() ? "" : folder + "/") + parts.group(3);
            if ("dir".equals(parts.group(1))) {
                walk(name, found);
            } else {
                found.add(name + " " + parts.group(2));
            }
        }
    }

    @Test
    void answersTheErrorsOfRfc3659Section722() throws IOException {
        write("file1", 1);
        client.login();
        client.say("EPSV").expect("229");

        client.play("""
                C: MLSD file1
                S: 501
                C: MLST nowhere
                S: 550
                C: MLSD nowhere
                S: 550
                """);
    }
}
