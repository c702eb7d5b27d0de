package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SIZE and MDTM of RFC 3659, MFMT of its draft. */
final class SizeAndTimeTest {
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
    void tellsTheBytesOfAFile() throws IOException {
        server.file("a.txt", "one\ntwo\n");
        client.say("TYPE I").expect("200");

        client.say("SIZE a.txt").expect("213 8");
    }

    @Test
    void tellsTheBytesThatTypeASends() throws IOException {
        server.file("a.txt", "one\ntwo\r\nthree");
        client.say("TYPE A").expect("200");

        client.say("SIZE a.txt").expect("213 15");
        assertEquals(15, client.receive("RETR a.txt").length);
    }

    @Test
    void doesNotReadALargeFileThroughForTypeA() throws IOException {
        try (var large = new RandomAccessFile(server.file("large.bin", "").toString(), "rw")) {
            large.setLength(5_000_000_000L);
        }

        client.say("SIZE large.bin").expect("550");
        client.say("TYPE I").expect("200");
        client.say("SIZE large.bin").expect("213 5000000000");
    }

    @Test
    void tellsWhenAFileWasModified() throws IOException {
        modified(server.file("a.txt", ""), "2002-07-17T21:07:15Z");

        client.say("MDTM a.txt").expect("213 20020717210715(\\.0+)?");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2002-07-17T21:07:15.999Z, 20020717210715
            1969-12-31T23:59:58Z,     19691231235958
            2040-02-29T00:00:00Z,     20400229000000
            """)
    void tellsTimesFarAwayAndBetweenSeconds(String time, String told) throws IOException {
        modified(server.file("a.txt", ""), time);

        client.say("MDTM a.txt").expect("213 " + told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SIZE folder",
                "MDTM folder",
                "SIZE /",
                "MDTM /",
                "SIZE missing",
                "MDTM missing",
                "SIZE missing/a"
            })
    void answers550ToWhatIsNoFile(String command) throws IOException {
        Files.createDirectory(server.home().resolve("folder"));

        client.say(command).expect("550");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIZE", "MDTM", "MFMT", "MFMT 20020717210715", "MFMT 20020717210715 "})
    void needsAPathname(String command) {
        client.say(command).expect("501");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIZE a.txt", "MDTM a.txt", "MFMT 20020717210715 a.txt"})
    void needsALogin(String command) {
        try (var stranger = new Dialogue(server)) {
            stranger.say(command).expect("530");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "a b.txt", "folder"})
    void setsTheTime(String name) throws IOException {
        Files.createDirectory(server.home().resolve("folder"));
        if (!name.equals("folder")) {
            server.file(name, "");
        }

        client.say("MFMT 20020717210715 " + name).expect("213 Modify=20020717210715; " + name);

        assertEquals(
                Instant.parse("2002-07-17T21:07:15Z"), modified(server.home().resolve(name)));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            20020717210715.5, 2002-07-17T21:07:15.5Z
            20161231235960,   2016-12-31T23:59:59Z
            19691231235958,   1969-12-31T23:59:58Z
            """)
    void understandsEveryTimeOfTheRfc(String time, String set) throws IOException {
        var file = server.file("a.txt", "");

        client.say("MFMT " + time + " a.txt").expect("213");

        assertEquals(Instant.parse(set), modified(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2002071721071",
                "200207172107155",
                "20021301000000",
                "20020001000000",
                "20020230000000",
                "20020717240000",
                "20020717216000",
                "20020717210761",
                "20020717210799",
                "20020717210715.",
                "20020717210715.x",
                "+2002071721071",
                "2002-07-17",
                "yesterday",
                "",
                "２００２０７１７２１０７１５"
            })
    void refusesWrongTimes(String time) throws IOException {
        var file = server.file("a.txt", "");
        modified(file, BEFORE.toString());

        client.say("MFMT " + time + " a.txt").expect("501");

        assertEquals(BEFORE, modified(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "/"})
    void doesNotSetTheTimeOfWhatIsNotThere(String name) {
        client.say("MFMT 20020717210715 " + name).expect("550");
    }

    @Test
    void doesNotSetTheTimeForAReader() throws IOException {
        var file = server.file("a.txt", "");
        modified(file, BEFORE.toString());

        try (var reader = new Dialogue(server)) {
            reader.login("reader");
            reader.say("MFMT 20020717210715 a.txt").expect("550");
        }

        assertEquals(BEFORE, modified(file));
    }

    private static void modified(Path file, String time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(time)));
    }

    private static Instant modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant();
    }
}
