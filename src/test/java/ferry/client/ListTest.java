package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.apache.commons.net.ftp.FTPClientConfig;
import org.apache.commons.net.ftp.FTPFile;
import org.apache.commons.net.ftp.parser.UnixFTPEntryParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** LIST and NLST. */
final class ListTest {
    private static final int MANY = 20_000;

    private final FerryServer server = FerryServer.start();
    private final Dialogue client = Dialogue.loggedIn(server);

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void tellsKindModeSizeAndNameAsClientsReadThem() throws IOException {
        var file = server.file("a b.txt", "12345");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Files.createDirectory(server.home().resolve("folder"));

        var entries = entries("LIST");

        assertEquals(2, entries.size());
        var first = entries.getFirst();
        assertTrue(first.isFile());
        assertEquals("a b.txt", first.getName());
        assertEquals(5, first.getSize());
        assertTrue(first.hasPermission(FTPFile.USER_ACCESS, FTPFile.WRITE_PERMISSION));
        assertTrue(first.hasPermission(FTPFile.GROUP_ACCESS, FTPFile.READ_PERMISSION));
        assertFalse(first.hasPermission(FTPFile.WORLD_ACCESS, FTPFile.READ_PERMISSION));
        assertTrue(entries.get(1).isDirectory());
        assertEquals("folder", entries.get(1).getName());
    }

    @Test
    void showsTheMinuteOfARecentFile() throws IOException {
        var modified = Instant.now().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.MINUTES);
        Files.setLastModifiedTime(server.file("recent.txt", ""), FileTime.from(modified));

        assertEquals(modified, entries("LIST").getFirst().getTimestampInstant());
    }

    @Test
    void showsTheDayOfAnOldFile() throws IOException {
        Files.setLastModifiedTime(server.file("old.txt", ""), FileTime.from(Instant.parse("2021-03-04T05:06:07Z")));

        assertEquals(
                Instant.parse("2021-03-04T00:00:00Z"),
                entries("LIST").getFirst().getTimestampInstant());
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            NLST,            b.txt c.txt d.txt
            NLST -l,         b.txt c.txt d.txt
            NLST -a,         .a.txt b.txt c.txt d.txt
            NLST -r,         d.txt c.txt b.txt
            NLST -t,         c.txt d.txt b.txt
            NLST -rt,        b.txt d.txt c.txt
            NLST -l -t -r,   b.txt d.txt c.txt
            NLST -alrt,      b.txt d.txt c.txt .a.txt
            NLST -A,         .a.txt b.txt c.txt d.txt
            NLST -Z,         b.txt c.txt d.txt
            NLST -t *.txt,   c.txt d.txt b.txt
            NLST -l  c.txt,  c.txt
            """)
    void sortsAndSelectsByOptions(String command, String expected) throws IOException {
        touch("b.txt", "2021-01-01T00:00:00Z");
        touch("d.txt", "2021-01-02T00:00:00Z");
        touch("c.txt", "2021-01-03T00:00:00Z");
        touch(".a.txt", "2021-01-04T00:00:00Z");

        assertEquals(expected, String.join(" ", lines(command)));
    }

    @Test
    void takesTheSameOptionsInLists() throws IOException {
        touch("b.txt", "2021-01-01T00:00:00Z");
        touch(".a.txt", "2021-01-04T00:00:00Z");

        assertEquals(List.of(".a.txt", "b.txt"), names("LIST -la"));
        assertEquals(List.of("b.txt", ".a.txt"), names("LIST -a -l -t -r"));
        assertEquals(List.of("b.txt"), names("LIST -l"));
    }

    @Test
    void goesDownWithOptionR() throws IOException {
        server.file("a.txt", "");
        Files.createDirectories(server.home().resolve("folder/deeper"));
        server.file("folder/b.txt", "");
        server.file("folder/deeper/c.txt", "");

        assertEquals(
                List.of("a.txt", "folder", "", "/folder:", "b.txt", "deeper", "", "/folder/deeper:", "c.txt"),
                lines("NLST -R"));
    }

    @Test
    void doesNotGoRoundInCirclesOfLinks() throws IOException {
        var folder = Files.createDirectory(server.home().resolve("folder"));
        Files.createSymbolicLink(folder.resolve("again"), Path.of("."));

        assertEquals(List.of("folder", "", "/folder:", "again"), lines("NLST -R"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            *.txt,           a.txt b.txt
            *,               a.txt b.txt c.jpg folder
            ?.txt,           a.txt b.txt
            ?.*,             a.txt b.txt c.jpg
            a*t,             a.txt
            .*,              .hidden
            folder/*,        folder/d.txt folder/e.txt
            /folder/d*,      /folder/d.txt
            folder/../?.jpg, folder/../c.jpg
            *.png,           ''
            """)
    void selectsByPatterns(String pattern, String expected) throws IOException {
        Files.createDirectory(server.home().resolve("folder"));
        for (String name : List.of("a.txt", "b.txt", "c.jpg", ".hidden", "folder/d.txt", "folder/e.txt")) {
            server.file(name, "");
        }

        assertEquals(expected, String.join(" ", lines("NLST " + pattern)));
    }

    @Test
    void listsByPatterns() throws IOException {
        server.file("a.txt", "");
        server.file("b.jpg", "");

        assertEquals(List.of("a.txt"), names("LIST *.txt"));
        assertEquals(List.of(), names("LIST *.png"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "/a.txt", "./a.txt", "folder/../a.txt"})
    void listsASingleFile(String pathname) throws IOException {
        server.file("a.txt", "12345");
        Files.createDirectory(server.home().resolve("folder"));

        var entries = entries("LIST " + pathname);

        assertEquals(List.of("a.txt"), entries.stream().map(FTPFile::getName).toList());
        assertEquals(5, entries.getFirst().getSize());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LIST missing",
                "NLST missing",
                "LIST missing/*",
                "NLST missing/a*",
                "LIST -la missing",
                "MLSD missing"
            })
    void refusesWhatIsMissingBeforeTheTransfer(String command) throws IOException {
        try (Socket data = client.passive()) {
            client.say(command).expect("550");

            assertTrue(data.isConnected());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIST", "NLST", "LIST -a", "LIST -lR /folder", "NLST /folder"})
    void sendsNothingForAnEmptyFolder(String command) throws IOException {
        Files.createDirectory(server.home().resolve("folder"));
        client.say("CWD folder").expect("250");

        assertEquals("", client.receiveText(command));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIST", "NLST", "MLSD"})
    void listsEveryEntryOfALargeFolderOnce(String verb) throws IOException {
        var folder = Files.createDirectory(server.home().resolve("large"));
        var expected = new HashSet<String>();
        for (int i = 0; i < MANY; i++) {
            String name = "file-" + i;
            Files.createFile(folder.resolve(name));
            expected.add(name);
        }
        client.say("CWD large").expect("250");

        var lines = lines(verb);

        assertEquals(MANY, lines.size());
        var told = new HashSet<String>();
        lines.forEach(line -> told.add(line.substring(line.lastIndexOf(' ') + 1)));
        assertEquals(expected, told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NLST",
                "NLST folder",
                "NLST folder/",
                "NLST /folder",
                "NLST ./folder",
                "NLST -a folder",
                "NLST folder/*.txt",
                "NLST folder/b c.txt",
                "NLST a.txt",
                "NLST ."
            })
    void tellsNamesThatCanBeRetrievedAsTheyAre(String command) throws IOException {
        server.file("a.txt", "content");
        Files.createDirectory(server.home().resolve("folder"));
        server.file("folder/b c.txt", "content");
        server.file("folder/-d.txt", "content");

        var names = lines(command);

        assertFalse(names.isEmpty());
        names.remove("folder");
        for (String name : names) {
            assertEquals("content", client.receiveText("RETR " + name), name);
        }
    }

    @Test
    void showsALinkInsideTheHomeAsWhatItLeadsTo() throws IOException {
        server.file("a.txt", "12345");
        Files.createSymbolicLink(server.home().resolve("link"), Path.of("a.txt"));

        var link = entries("LIST link").getFirst();

        assertTrue(link.isFile());
        assertEquals(5, link.getSize());
        assertEquals("link", link.getName());
    }

    @Test
    void doesNotTellWhereALinkOutOfTheHomeLeads() throws IOException {
        Files.createSymbolicLink(server.home().resolve("out"), Path.of("/etc/passwd"));

        String line = client.receiveText("LIST");

        assertTrue(line.matches("l[rwx-]{9} .* 0 .* out\r\n"), line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIST", "NLST"})
    void needsALogin(String verb) {
        try (var stranger = new Dialogue(server)) {
            stranger.say(verb).expect("530");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIST", "NLST"})
    void needsADataPort(String verb) {
        client.say(verb).expect("425");
    }

    private List<FTPFile> entries(String command) {
        var config = new FTPClientConfig(FTPClientConfig.SYST_UNIX);
        config.setServerTimeZoneId("UTC");
        var parser = new UnixFTPEntryParser(config);
        return lines(command).stream().map(parser::parseFTPEntry).toList();
    }

    private List<String> names(String command) {
        return entries(command).stream().map(FTPFile::getName).toList();
    }

    private List<String> lines(String command) {
        String text = client.receiveText(command);
        assertTrue(text.isEmpty() || text.endsWith("\r\n"), text);
        assertEquals(text, text.replaceAll("\r\n", "\n").replaceAll("\n", "\r\n"));
        return new ArrayList<>(text.lines().toList());
    }

    private void touch(String name, String time) throws IOException {
        Files.setLastModifiedTime(server.file(name, ""), FileTime.from(Instant.parse(time)));
    }
}
