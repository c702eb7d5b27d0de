package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SITE and its verbs. */
final class SiteTest {
    private static final Instant BEFORE = Instant.parse("2001-02-03T04:05:06Z");

    private final FerryServer server =
            FerryServer.start(FerryServer.user("reader", "homedirectory=home", "writepermission=false"));
    private final Dialogue client = Dialogue.loggedIn(server);

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void tellsItsVerbs() {
        client.say("SITE HELP").expect("214-[^\n]*\n HELP [A-Z ]*CHMOD CHGRP [A-Z \n]*UTIME[A-Z \n]*\n214 [^\n]*");
    }

    @Test
    void tellsHowAVerbIsWritten() {
        client.say("SITE HELP CHMOD").expect("214-Syntax: SITE CHMOD <SP> <mode> <SP> <pathname>\n214 Sets .*");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            SITE CHMOD 640 a.txt,   rw-r-----
            SITE CHMOD 0755 a.txt,  rwxr-xr-x
            SITE CHMOD 000 a.txt,   ---------
            site chmod 777 /a.txt,  rwxrwxrwx
            """)
    void changesTheModeOfAFile(String command, String mode) {
        var file = server.file("a.txt", "");

        client.say(command).expect("200");

        assertEquals(mode, mode(file));
    }

    @Test
    void changesTheModeOfAFolderWithABlankInItsName() throws IOException {
        var folder = Files.createDirectory(server.home().resolve("a b"));

        client.say("SITE CHMOD 700 a b").expect("200");

        assertEquals("rwx------", mode(folder));
    }

    @Test
    void givesNewFilesAndFoldersTheModesOfTheUmask() {
        client.play("""
                C: SITE UMASK
                S: 200 Umask is that of the server
                C: SITE UMASK 027
                S: 200 Umask is 027
                C: SITE UMASK
                S: 200 Umask is 027
                C: MKD folder
                S: 257
                """);
        client.transmit("STOR new.txt", "content").expect("226");

        assertEquals("rw-r-----", mode(server.home().resolve("new.txt")));
        assertEquals("rwxr-x---", mode(server.home().resolve("folder")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SITE UMASK 8", "SITE UMASK 1000", "SITE UMASK x", "SITE UMASK -1", "SITE UMASK 02 2"})
    void refusesAUmaskThatIsNone(String command) {
        client.say(command).expect("501");
    }

    @Test
    void forgetsTheUmaskWithTheUser() {
        client.say("SITE UMASK 077").expect("200");

        client.say("REIN").expect("220");

        client.login().say("SITE UMASK").expect("200 Umask is that of the server");
    }

    @Test
    void makesLinksFromTheCurrentFolder() throws IOException {
        server.file("a b.txt", "content");
        Files.createDirectory(server.home().resolve("folder"));

        client.say("CWD folder").expect("250");
        client.say("SITE SYMLINK \"../a b.txt\" \"a link\"").expect("200");

        assertEquals(
                server.home().resolve("a b.txt").toRealPath(),
                Files.readSymbolicLink(server.home().resolve("folder/a link")));
        assertEquals("content", client.receiveText("RETR a link"));
    }

    @Test
    void looksForTheTargetOfALinkFromTheFolderOfTheLinkFirst() throws IOException {
        Files.createDirectory(server.home().resolve("folder"));
        server.file("a.txt", "here");
        server.file("folder/a.txt", "beside the link");
        server.file("b.txt", "");

        client.say("SITE SYMLINK a.txt folder/one").expect("200");
        client.say("SITE SYMLINK b.txt folder/two").expect("200");

        assertEquals(Path.of("a.txt"), Files.readSymbolicLink(server.home().resolve("folder/one")));
        assertEquals(
                server.home().resolve("b.txt").toRealPath(),
                Files.readSymbolicLink(server.home().resolve("folder/two")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SITE SYMLINK                  | 501
            SITE SYMLINK a.txt            | 501
            SITE SYMLINK a.txt b c        | 501
            SITE SYMLINK missing link     | 550
            SITE SYMLINK /../../etc link  | 550
            SITE SYMLINK a.txt a.txt      | 550
            SITE SYMLINK a.txt missing/b  | 550
            """)
    void makesNoOtherLinks(String command, String code) {
        server.file("a.txt", "");

        client.say(command).expect(code);

        assertEquals(java.util.List.of("a.txt"), server.names());
    }

    @Test
    void changesTheGroupByNumberAndByName() throws IOException {
        var file = server.file("a b.txt", "");
        Object gid = Files.getAttribute(file, "unix:gid");

        client.say("SITE CHGRP " + gid + " a b.txt").expect("200");
        client.say("SITE CHGRP " + Files.getAttribute(file, "posix:group") + " a b.txt")
                .expect("200");

        assertEquals(gid, Files.getAttribute(file, "unix:gid"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            SITE CHGRP,                      501
            SITE CHGRP 0,                    501
            SITE CHGRP -1 a.txt,             501
            SITE CHGRP no-such-group a.txt,  550
            SITE CHGRP 0 missing,            550
            """)
    void refusesAGroupThatCannotBe(String command, String code) {
        server.file("a.txt", "");

        client.say(command).expect(code);
    }

    @Test
    void changesNoGroupWithoutPermission() {
        server.file("a.txt", "");
        try (var reader = new Dialogue(server)) {
            reader.login("reader");

            reader.say("SITE CHGRP 0 a.txt").expect("550");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SITE UTIME 20020717210715 a b.txt                                                | 2002-07-17T21:07:15Z
            SITE UTIME a b.txt 200301010000 200207172107 200101010000 UTC                    | 2002-07-17T21:07:00Z
            SITE UTIME 200207172107 a b.txt                                                  | 2002-07-17T21:07:00Z
            SITE UTIME a b.txt 20030101000000 20020717210715 20010101000000 UTC              | 2002-07-17T21:07:15Z
            site utime /a b.txt 20030101000000 20020717210715 20010101000000 utc             | 2002-07-17T21:07:15Z
            """)
    void changesTheTimeInBothForms(String command, String time) throws IOException {
        var file = server.file("a b.txt", "");

        client.say(command).expect("200");

        assertEquals(Instant.parse(time), Files.getLastModifiedTime(file).toInstant());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SITE EXEC ls", "SITE UMASKS 022", "SITE PASV"})
    void answers500ToAnUnknownVerb(String command) {
        client.say(command).expect("500");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SITE",
                "SITE CHMOD",
                "SITE CHMOD 644",
                "SITE CHMOD 644 ",
                "SITE CHMOD a.txt",
                "SITE CHMOD u+x a.txt",
                "SITE CHMOD 888 a.txt",
                "SITE CHMOD 4755 a.txt",
                "SITE CHMOD -644 a.txt",
                "SITE CHMOD 64 a.txt",
                "SITE UTIME",
                "SITE UTIME a.txt",
                "SITE UTIME 20020717210715",
                "SITE UTIME 20021317210715 a.txt",
                "SITE UTIME 20020717 a.txt",
                "SITE UTIME a.txt 20030101000000 yesterday 20010101000000 UTC",
                "SITE UTIME a.txt 20030101000000 20020717210715 20010101000000",
            })
    void answers501ToWrongArguments(String command) throws IOException {
        var file = server.file("a.txt", "");
        Files.setLastModifiedTime(file, FileTime.from(BEFORE));
        String mode = mode(file);

        client.say(command).expect("501");

        assertEquals(mode, mode(file));
        assertEquals(BEFORE, Files.getLastModifiedTime(file).toInstant());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SITE CHMOD 600 a.txt", "SITE UTIME 20020717210715 a.txt"})
    void answers550WithoutThePermission(String command) throws IOException {
        var file = server.file("a.txt", "");
        Files.setLastModifiedTime(file, FileTime.from(BEFORE));
        String mode = mode(file);

        try (var reader = new Dialogue(server).login("reader")) {
            reader.say(command).expect("550");
        }

        assertEquals(mode, mode(file));
        assertEquals(BEFORE, Files.getLastModifiedTime(file).toInstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SITE CHMOD 600 missing",
                "SITE CHMOD 600 /",
                "SITE CHMOD 600 ../../etc/passwd",
                "SITE UTIME 20020717210715 missing",
                "SITE UTIME 20020717210715 /"
            })
    void answers550ToWhatIsNotThere(String command) {
        client.say(command).expect("550");
    }

    @Test
    void changesNothingBehindALinkOutOfTheHome() throws IOException {
        var outside = Files.writeString(server.folder().resolve("outside.txt"), "");
        String mode = mode(outside);
        Files.createSymbolicLink(server.home().resolve("link"), outside);

        client.say("SITE CHMOD 777 link").expect("550");

        assertEquals(mode, mode(outside));
    }

    @Test
    void needsALogin() {
        try (var stranger = new Dialogue(server)) {
            stranger.say("SITE HELP").expect("530");
        }
    }

    private static String mode(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
