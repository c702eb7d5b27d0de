package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MLSD, MLST and OPTS MLST: RFC 3659, section 7. */
final class MachineListTest {
    /** An entry of section 7.2, with the facts of section 7.5 and those of this server. */
    private static final Pattern ENTRY = Pattern.compile("(?<facts>(?:"
            + "type=(?:file|dir|OS\\.unix=(?:symlink|special));|"
            + "size=(?:0|[1-9][0-9]*);|"
            + "(?:modify|create)=[0-9]{14}(?:\\.[0-9]+)?;|"
            + "perm=[acdeflmprw]*;|"
            + "unique=[0-9A-Za-z]+;|"
            + "UNIX\\.mode=0[0-7]{1,3};|"
            + "UNIX\\.(?:owner|group)=[0-9]+;"
            + ")*) (?<name>[^\\p{Cntrl}]+)");

    private final FerryServer server =
            FerryServer.start(FerryServer.user("reader", "homedirectory=home", "writepermission=false"));
    private final Dialogue client = Dialogue.loggedIn(server);

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void listsAFolderInTheSyntaxOfTheRfc() throws IOException {
        server.file("a b.txt", "12345");
        server.file(".hidden", "");
        Files.createDirectory(server.home().resolve("folder"));
        Files.createSymbolicLink(server.home().resolve("outside"), Path.of("/etc"));
        Files.createSymbolicLink(server.home().resolve("inside"), Path.of("folder"));

        String text = client.receiveText("MLSD");

        assertTrue(text.endsWith("\r\n"));
        var types = new TreeMap<String, @Nullable String>();
        text.lines().forEach(line -> types.put(name(line), facts(line).get("type")));
        assertEquals(
                Map.of(
                        ".hidden",
                        "file",
                        "a b.txt",
                        "file",
                        "folder",
                        "dir",
                        "inside",
                        "dir",
                        "outside",
                        "OS.unix=symlink"),
                types);
    }

    @Test
    void tellsTheFactsOfOneFile() throws IOException {
        var file = server.file("a.txt", "12345");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2002-07-17T21:07:15.9Z")));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        String line = mlst("a.txt");

        assertEquals("/a.txt", name(line));
        var facts = facts(line);
        assertEquals("file", facts.get("type"));
        assertEquals("5", facts.get("size"));
        assertEquals("20020717210715", facts.get("modify"));
        assertEquals("0640", facts.get("UNIX.mode"));
    }

    @Test
    void tellsTheFactsOfTheCurrentFolderWithoutAPathname() throws IOException {
        Files.createDirectory(server.home().resolve("folder"));
        client.say("CWD folder").expect("250");

        String line = mlst("");

        assertEquals("/folder", name(line));
        assertEquals("dir", facts(line).get("type"));
    }

    @Test
    void repliesInThreeLinesWhoseSecondBeginsWithABlank() throws IOException {
        server.file("a.txt", "");

        client.say("MLST a.txt").expect("250-[^\n]*\n [^\n ]*;[^\n ]* /a\\.txt\n250 [^\n]*");
    }

    @Test
    void listsAnotherFolder() throws IOException {
        Files.createDirectory(server.home().resolve("folder"));
        server.file("folder/a.txt", "");

        assertEquals("a.txt", name(client.receiveText("MLSD folder").stripTrailing()));
    }

    @Test
    void sendsNothingForAnEmptyFolder() {
        assertEquals("", client.receiveText("MLSD"));
    }

    @Test
    void answers501ToTheListingOfAFile() throws IOException {
        server.file("a.txt", "");

        try (Socket data = client.passive()) {
            client.say("MLSD a.txt").expect("501");

            assertTrue(data.isConnected());
        }
    }

    @Test
    void takesNoPatterns() throws IOException {
        server.file("a.txt", "");

        client.say("MLST *.txt").expect("550");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MLST missing", "MLST missing/a.txt", "MLSD missing"})
    void answers550ToWhatIsMissing(String command) throws IOException {
        try (Socket data = client.passive()) {
            client.say(command).expect("550");

            assertTrue(data.isConnected());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MLSD", "MLST", "OPTS MLST type;"})
    void needsALogin(String command) {
        try (var stranger = new Dialogue(server)) {
            stranger.say(command).expect("530");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            a.txt,  adfrw, r
            folder, cdeflmp, el
            /,      celmp, el
            """)
    void tellsWhatTheUserMayDo(String pathname, String ofWriter, String ofReader) throws IOException {
        server.file("a.txt", "");
        Files.createDirectory(server.home().resolve("folder"));

        try (var reader = new Dialogue(server)) {
            reader.login("reader");

            assertEquals(ofWriter, facts(mlst(pathname)).get("perm"));
            assertEquals(ofReader, facts(mlst(reader, pathname)).get("perm"));
        }
    }

    @Test
    void tellsTheSameUniqueForTheSameFile() throws IOException {
        var file = server.file("a.txt", "");
        Files.createDirectory(server.home().resolve("folder"));
        Files.createLink(server.home().resolve("folder/same.txt"), file);
        Files.createSymbolicLink(server.home().resolve("link.txt"), Path.of("a.txt"));
        String unique = unique(mlst("a.txt"));

        assertEquals(unique, unique(mlst("folder/same.txt")));
        assertEquals(unique, unique(mlst("link.txt")));
        assertEquals(unique, unique(client.receiveText("MLSD folder").stripTrailing()));
    }

    @Test
    void keepsUniqueWhenAFileIsRenamed() throws IOException {
        server.file("a.txt", "");
        String unique = unique(mlst("a.txt"));

        client.say("RNFR a.txt").expect("350");
        client.say("RNTO b.txt").expect("250");

        assertEquals(unique, unique(mlst("b.txt")));
    }

    @Test
    void tellsAnotherUniqueForAnotherFile() throws IOException {
        server.file("a.txt", "");
        server.file("b.txt", "");

        assertNotEquals(unique(mlst("a.txt")), unique(mlst("b.txt")));
    }

    @Test
    void agreesOnFactsAsInTheExamplesOfTheRfc() {
        feature(
                "MLST type*;size*;modify*;create;perm*;unique*;media-type;charset;UNIX.mode*;UNIX.owner;UNIX.group;UNIX.ownername;UNIX.groupname;");
        client.say("OptS Mlst Type;UNIX.mode;Perm;").expect("200 MLST OPTS type;perm;UNIX\\.mode;");
        feature(
                "MLST type*;size;modify;create;perm*;unique;media-type;charset;UNIX.mode*;UNIX.owner;UNIX.group;UNIX.ownername;UNIX.groupname;");
        client.say("opts MLst lang;type;charset;").expect("200 MLST OPTS type;charset;");
        feature(
                "MLST type*;size;modify;create;perm;unique;media-type;charset*;UNIX.mode;UNIX.owner;UNIX.group;UNIX.ownername;UNIX.groupname;");
        client.say("OPTS mlst size;frogs;").expect("200 MLST OPTS size;");
        feature(
                "MLST type;size*;modify;create;perm;unique;media-type;charset;UNIX.mode;UNIX.owner;UNIX.group;UNIX.ownername;UNIX.groupname;");
        client.say("opts MLst unique type;").expect("501");
        feature(
                "MLST type;size*;modify;create;perm;unique;media-type;charset;UNIX.mode;UNIX.owner;UNIX.group;UNIX.ownername;UNIX.groupname;");
    }

    @Test
    void tellsOnlyTheChosenFacts() throws IOException {
        server.file("a.txt", "12345");

        client.say("OPTS MLST size;type;").expect("200 MLST OPTS type;size;");

        assertEquals("type=file;size=5; /a.txt", mlst("a.txt"));
        assertEquals("type=file;size=5; a.txt\r\n", client.receiveText("MLSD"));
    }

    @Test
    void tellsNothingButNamesWhenNoFactIsChosen() throws IOException {
        server.file("a.txt", "12345");

        client.say("OPTS MLST").expect("200 MLST OPTS");

        assertEquals(" /a.txt", mlst("a.txt"));
        assertEquals(" a.txt\r\n", client.receiveText("MLSD"));
    }

    @Test
    void tellsOwnersWhenAsked() throws IOException {
        var file = server.file("a.txt", "");
        Files.setAttribute(file, "unix:mode", 0100600);
        Object uid = Files.getAttribute(file, "unix:uid");

        client.say("OPTS MLST UNIX.owner;").expect("200 MLST OPTS UNIX\\.owner;");

        assertEquals("UNIX.owner=" + uid + "; /a.txt", mlst("a.txt"));
        assertEquals("UNIX.owner=" + uid + "; a.txt\r\n", client.receiveText("MLSD"));
    }

    @Test
    void tellsTheNamesOfOwnersWhenAsked() throws IOException {
        var file = server.file("a.txt", "");
        Object owner = Files.getAttribute(file, "unix:owner");
        Object group = Files.getAttribute(file, "unix:group");

        client.say("OPTS MLST UNIX.ownername;UNIX.groupname;").expect("200");

        String facts = "UNIX.ownername=" + owner + ";UNIX.groupname=" + group + ";";
        assertEquals(facts + " /a.txt", mlst("a.txt"));
        assertEquals(facts + " a.txt\r\n", client.receiveText("MLSD"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            a.txt,      media-type=text/plain;
            a.b.JPG,    media-type=image/jpeg;
            photo.jpeg, media-type=image/jpeg;
            a.unknown,  ''
            noend,      ''
            .txt,       media-type=text/plain;
            """)
    void tellsTheMediaTypeByTheEndOfTheName(String name, String fact) {
        server.file(name, "");

        client.say("OPTS MLST media-type;").expect("200 MLST OPTS media-type;");

        assertEquals(fact + " /" + name, mlst(name));
    }

    @Test
    void tellsNoMediaTypeOfAFolder() throws IOException {
        Files.createDirectory(server.home().resolve("folder.txt"));

        client.say("OPTS MLST media-type;").expect("200");

        assertEquals(" /folder.txt", mlst("folder.txt"));
    }

    @Test
    void tellsTheCharsetOfNamesWhereItIsNotUtf8() {
        server.file("a.txt", "");
        client.say("OPTS MLST charset;").expect("200 MLST OPTS charset;");

        assertEquals(" /a.txt", mlst("a.txt"));

        client.say("OPTS UTF8 OFF").expect("200");
        assertEquals("charset=ISO-8859-1; /a.txt", mlst("a.txt"));
        assertEquals("charset=ISO-8859-1; a.txt\r\n", client.receiveText("MLSD"));
    }

    @Test
    void forgetsTheChosenFactsWithTheSession() {
        client.say("OPTS MLST size;").expect("200");

        client.say("REIN").expect("220");

        feature(
                "MLST type*;size*;modify*;create;perm*;unique*;media-type;charset;UNIX.mode*;UNIX.owner;UNIX.group;UNIX.ownername;UNIX.groupname;");
    }

    private void feature(String line) {
        client.say("FEAT").expect(".*\n " + Pattern.quote(line) + "\n.*");
    }

    private String mlst(String pathname) {
        return mlst(client, pathname);
    }

    private static String mlst(Dialogue dialogue, String pathname) {
        var lines =
                dialogue.say(("MLST " + pathname).strip()).expect("250").lines().toList();
        assertEquals(3, lines.size());
        return lines.get(1).substring(1);
    }

    private static String name(String line) {
        var entry = ENTRY.matcher(line);
        assertTrue(entry.matches(), line);
        return entry.group("name");
    }

    private static String unique(String line) {
        return String.valueOf(facts(line).get("unique"));
    }

    private static Map<String, String> facts(String line) {
        var entry = ENTRY.matcher(line);
        assertTrue(entry.matches(), line);
        var facts = new TreeMap<String, String>();
        for (String fact : entry.group("facts").split(";", -1)) {
            int equals = fact.indexOf('=');
            if (equals > 0) {
                facts.put(fact.substring(0, equals), fact.substring(equals + 1));
            }
        }
        return facts;
    }
}
