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

/** MDTM with a date, and MFMT, MFCT and MFF of draft-somers-ftp-mfxx. */
final class ChangeFactsTest {
    private static final Instant BEFORE = Instant.parse("2001-02-03T04:05:06Z");

    private final FerryServer server =
            FerryServer.start(FerryServer.user("reader", "homedirectory=home", "writepermission=false"));
    private final Dialogue client = Dialogue.loggedIn(server);

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    // ---- MDTM with a date

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MDTM 20020717210715 a b.txt        | 2002-07-17T21:07:15Z
            mdtm 20020717210715 /a b.txt       | 2002-07-17T21:07:15Z
            MDTM 20020717210715+120 a b.txt    | 2002-07-17T19:07:15Z
            MDTM 20020717210715-90 a b.txt     | 2002-07-17T22:37:15Z
            MDTM 20020717210715+0530 a b.txt   | 2002-07-17T15:37:15Z
            """)
    void setsATimeByMdtm(String command, Instant time) {
        var file = file("a b.txt");

        String told = client.say(command).expect("213");

        assertEquals(time, modified(file));
        assertEquals(told, client.say("MDTM a b.txt").expect("213"));
    }

    @Test
    void setsFractionsOfASecond() {
        var file = file("a.txt");

        client.say("MDTM 20020717210715.250 a.txt").expect("213 20020717210715");

        assertEquals(Instant.parse("2002-07-17T21:07:15.250Z"), modified(file));
    }

    @Test
    void asksForAFileWhoseNameBeginsWithADate() {
        var named = file("20020717210715 a.txt");
        var other = file("a.txt");

        client.say("MDTM 20020717210715 a.txt").expect("213 20010203040506");

        assertEquals(BEFORE, modified(named));
        assertEquals(BEFORE, modified(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MDTM 20020717210715 missing", "MDTM 20021317210715 a.txt", "MDTM 20020717210715+999 a.txt",
                "MDTM 2002071721071 a.txt", "MDTM 20020717210715", "MDTM 20020717210715 "
            })
    void answers550ToWhatIsNeitherAFileNorADate(String command) {
        var file = file("a.txt");

        client.say(command).expect("550");

        assertEquals(BEFORE, modified(file));
    }

    // ---- MFCT

    @Test
    void saysThatTheDiskCannotSetCreationTimes() throws IOException {
        var file = file("a.txt");

        String reply = client.say("MFCT 20020717210715 a.txt").read();

        boolean possible = Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class)
                .creationTime()
                .toInstant()
                .equals(Instant.parse("2002-07-17T21:07:15Z"));
        assertEquals(
                possible ? "213 Create=20020717210715; a.txt" : "504 Creation times cannot be set on this disk", reply);
        assertEquals(BEFORE, modified(file));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            MFCT,                         501
            MFCT a.txt,                   501
            MFCT 2002 a.txt,              501
            MFCT 20020717210715,          501
            MFCT 20020717210715 missing,  550
            """)
    void refusesACreationTimeThatIsNone(String command, String code) {
        file("a.txt");

        client.say(command).expect(code);
    }

    // ---- MFF

    @Test
    void takesFactsWithoutTheLastSemicolonAsNcftpSendsThem() {
        var file = file("a b.txt");

        client.say("MFF UNIX.mode=600;Modify=20020717210715 a b.txt")
                .expect("213 UNIX\\.mode=0600;Modify=20020717210715; a b\\.txt");

        assertEquals(Instant.parse("2002-07-17T21:07:15Z"), modified(file));
    }

    @Test
    void setsSeveralFacts() throws IOException {
        var file = file("a b.txt");
        Object gid = Files.getAttribute(file, "unix:gid");

        client.say("MFF Modify=20020717210715;UNIX.mode=640;UNIX.group=" + gid + "; a b.txt")
                .expect("213 Modify=20020717210715;UNIX\\.mode=0640;UNIX\\.group=" + gid + "; a b\\.txt");

        assertEquals(Instant.parse("2002-07-17T21:07:15Z"), modified(file));
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void takesNamesOfFactsInAnyCase() {
        var file = file("a.txt");

        client.say("mff mODIFY=20020717210715; a.txt").expect("213 Modify=20020717210715; a\\.txt");

        assertEquals(Instant.parse("2002-07-17T21:07:15Z"), modified(file));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            MFF                                                   | 501
            MFF a.txt                                             | 501
            MFF Modify=20020717210715;                            | 501
            MFF Modify; a.txt                                     | 501
            MFF ; a.txt                                           | 501
            MFF Modify=20020717210715;Modify=20020717210715; a.txt | 501
            MFF Modify=20020717210715;UNIX.mode=999; a.txt        | 501
            MFF Modify=20020717210715;UNIX.group=-1; a.txt        | 501
            MFF Modify=20020717210715;Size=0; a.txt               | 504
            MFF Modify=20020717210715;UNIX.owner=0; a.txt         | 504
            MFF Modify=20020717210715;Frogs=0; a.txt              | 504
            MFF Modify=20020717210715;UNIX.group=no-such-group; a.txt | 550
            MFF Modify=20020717210715;UNIX.mode=640; missing      | 550
            """)
    void changesNothingWhenOneFactCannotBeSet(String command, String code) {
        var file = file("a.txt");

        client.say(command).expect(code);

        assertEquals(BEFORE, modified(file));
    }

    // ---- all of them

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MDTM 20020717210715 a.txt",
                "MFMT 20020717210715 a.txt",
                "MFCT 20020717210715 a.txt",
                "MFF Modify=20020717210715; a.txt",
                "MFF UNIX.mode=600; a.txt"
            })
    void needPermission(String command) {
        var file = file("a.txt");
        try (var reader = new Dialogue(server)) {
            reader.login("reader");

            reader.say(command).expect("550 Permission denied");
        }

        assertEquals(BEFORE, modified(file));
    }

    @Test
    void areFeatures() {
        client.say("FEAT").expect(".*\n MFMT\n MFCT\n MFF Create;Modify;UNIX\\.group;UNIX\\.mode;\n.*");
    }

    private Path file(String name) {
        try {
            return Files.setLastModifiedTime(server.file(name, ""), FileTime.from(BEFORE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
