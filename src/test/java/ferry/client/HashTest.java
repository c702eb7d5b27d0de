package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Digests of files on the server: HASH and RANG, XCRC and its kin, MD5 and MMD5. */
final class HashTest {
    private static final String SHA256 = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"; // of "x"
    private static final String ABC_MD5 = "900150983CD24FB0D6963F7D28E17F72";
    private static final String ABC_SHA1 = "a9993e364706816aba3e25717850c26c9cd0d89d";
    private static final String ABC_SHA256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private final FerryServer server =
            FerryServer.start(FerryServer.user("blind", "homedirectory=home", "permissions=list,write"));
    private final Dialogue client = Dialogue.image(server);

    @BeforeEach
    void makeFiles() throws IOException {
        server.file("abc.txt", "abc");
        server.file("a b.txt", "abc");
        server.file("twice.txt", "abcabc");
        server.file("empty", "");
        Files.createDirectory(server.home().resolve("folder"));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    // ---- HASH, OPTS HASH

    @Test
    void hashesBySha256UntilAnotherAlgorithmIsChosen() {
        client.play("""
                C: HASH abc.txt
                S: 213 SHA-256 0-2 %s abc\\.txt
                C: OPTS HASH
                S: 200 SHA-256
                C: OPTS HASH sha-1
                S: 200 SHA-1
                C: HASH /a b.txt
                S: 213 SHA-1 0-2 %s /a b\\.txt
                C: OPTS HASH CRC32
                S: 200 CRC32
                C: HASH abc.txt
                S: 213 CRC32 0-2 352441c2 abc\\.txt
                C: OPTS HASH SHA-3
                S: 501
                C: OPTS HASH
                S: 200 CRC32
                """.formatted(ABC_SHA256, ABC_SHA1));
    }

    @Test
    void hashesNothing() {
        client.say("OPTS HASH MD5").expect("200");

        client.say("HASH empty").expect("213 MD5 0-0 d41d8cd98f00b204e9800998ecf8427e empty");
    }

    @Test
    void marksTheChosenAlgorithmInTheFeatures() {
        client.say("FEAT").expect(".*\n HASH SHA-256\\*;SHA-512;SHA-1;MD5;CRC32\n RANG STREAM\n.*");

        client.say("OPTS HASH MD5").expect("200");

        client.say("FEAT").expect(".*\n HASH SHA-256;SHA-512;SHA-1;MD5\\*;CRC32\n.*");
    }

    @Test
    void forgetsTheAlgorithmWithTheUser() {
        client.say("OPTS HASH MD5").expect("200");

        client.say("REIN").expect("220");

        client.login().say("OPTS HASH").expect("200 SHA-256");
    }

    // ---- RANG

    @Test
    void hashesTheRangeOfRangOnce() {
        client.play("""
                C: RANG 3 5
                S: 350 Restarting at 3\\. End byte range at 5
                C: HASH twice.txt
                S: 213 SHA-256 3-5 %1$s twice\\.txt
                C: RANG 3 1000
                S: 350
                C: HASH twice.txt
                S: 213 SHA-256 3-5 %1$s twice\\.txt
                C: HASH abc.txt
                S: 213 SHA-256 0-2 %1$s abc\\.txt
                C: RANG 1 1
                S: 350
                C: RANG 1 0
                S: 350
                C: HASH abc.txt
                S: 213 SHA-256 0-2 %1$s abc\\.txt
                C: RANG 6 7
                S: 350
                C: HASH twice.txt
                S: 550
                """.formatted(ABC_SHA256));
    }

    @Test
    void retrievesTheRangeOfRangOnce() {
        client.say("RANG 1 3").expect("350");
        assertEquals("bca", client.receiveText("RETR twice.txt"));

        assertEquals("abcabc", client.receiveText("RETR twice.txt"));
    }

    @Test
    void retrievesOnlyWhatThereIsOfARange() {
        client.say("RANG 4 1000").expect("350");

        assertEquals("bc", client.receiveText("RETR twice.txt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RANG", "RANG 1", "RANG 5 4", "RANG a b", "RANG 0 -1", "RANG 1 2 3", "RANG 2 0"})
    void refusesARangeThatIsNone(String command) {
        client.say(command).expect("501");
    }

    @Test
    void takesNoRangeForStoring() {
        client.say("RANG 0 1").expect("350");
        client.passivePort();
        client.say("STOR new").expect("501");

        assertFalse(server.names().contains("new"));
    }

    @Test
    void takesNoRangeInTypeA() {
        client.say("TYPE A").expect("200");
        client.say("RANG 0 1").expect("350");
        client.passivePort();

        client.say("RETR abc.txt").expect("501");
    }

    // ---- XCRC and its kin

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            XCRC abc.txt            | 352441C2
            XCRC "abc.txt"          | 352441C2
            xcrc a b.txt            | 352441C2
            XCRC "a b.txt"          | 352441C2
            XCRC "a b.txt" 0 3      | 352441C2
            XCRC a b.txt 0 3        | 352441C2
            XCRC "twice.txt" 3      | 352441C2
            XCRC twice.txt 3 6      | 352441C2
            XCRC twice.txt 3 3      | 00000000
            XCRC empty              | 00000000
            XMD5 abc.txt            | 900150983CD24FB0D6963F7D28E17F72
            XMD5 twice.txt 0 3      | 900150983CD24FB0D6963F7D28E17F72
            XSHA abc.txt            | A9993E364706816ABA3E25717850C26C9CD0D89D
            XSHA1 abc.txt           | A9993E364706816ABA3E25717850C26C9CD0D89D
            XSHA256 abc.txt         | BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD
            """)
    void computesTheOldChecksums(String command, String hex) {
        client.say(command).expect("250 " + hex);
    }

    @Test
    void computesSha512() {
        client.say("XSHA512 abc.txt").expect("250 DDAF35A193617ABACC417349AE204131[0-9A-F]{96}");
    }

    @Test
    void meansAFileWhoseNameEndsInNumbers() {
        server.file("abc.txt 0 1", "x");

        client.say("XSHA256 abc.txt 0 1").expect("250 (?i)" + SHA256);
    }

    @Test
    void readsDoubledQuotesInAName() {
        server.file("a\"b", "abc");

        client.say("XMD5 \"a\"\"b\"").expect("250 " + ABC_MD5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            XCRC "abc.txt          | 501
            XCRC "abc.txt"x        | 501
            XCRC "abc.txt" a b     | 501
            XCRC "abc.txt" 2 1     | 501
            XCRC "abc.txt" 1 2 3   | 501
            XCRC ""                | 501
            XCRC "abc.txt" 0 4     | 550
            XCRC abc.txt 4 4       | 550
            XCRC missing           | 550
            XCRC missing 0 1       | 550
            XCRC folder            | 550
            HASH missing           | 550
            HASH folder            | 550
            HASH /                 | 550
            MD5 folder             | 550
            MD5 "abc.txt" more     | 501
            MMD5 abc.txt, missing  | 550
            MMD5 "abc.txt" x       | 501
            MMD5 ,                 | 501
            """)
    void refusesWhatCannotBeHashed(String command, String code) {
        client.say(command).expect(code);
    }

    // ---- MD5, MMD5

    @Test
    void tellsMd5WithTheName() {
        client.say("MD5 abc.txt").expect("251 \"abc\\.txt\" " + ABC_MD5);
        client.say("MD5 \"a b.txt\"").expect("251 \"a b\\.txt\" " + ABC_MD5);
        client.say("MD5 a b.txt").expect("251 \"a b\\.txt\" " + ABC_MD5);
    }

    @Test
    void tellsMd5OfSeveralFiles() {
        client.say("MMD5 abc.txt, \"a b.txt\",a b.txt")
                .expect("252 \"abc\\.txt\" " + ABC_MD5 + ", \"a b\\.txt\" " + ABC_MD5 + ", \"a b\\.txt\" " + ABC_MD5);
    }

    // ---- all of them

    @ParameterizedTest
    @ValueSource(strings = {"HASH abc.txt", "XCRC abc.txt", "MD5 abc.txt", "MMD5 abc.txt"})
    void needPermissionToRead(String command) {
        try (var blind = new Dialogue(server)) {
            blind.login("blind");

            blind.say(command).expect("550 Permission denied");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HASH new", "XMD5 new", "MD5 new"})
    void hashNothingOfABrokenUpload(String command) {
        client.transmitAndBreak("STOR new", "half").expect("426");

        client.say(command).expect("550 The upload is incomplete");
    }

    @Test
    void readAgainAFileThatHasChanged() throws IOException {
        var old = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));
        Files.setLastModifiedTime(server.home().resolve("abc.txt"), old);
        client.say("XMD5 abc.txt").expect("250 " + ABC_MD5);

        server.file("abc.txt", "xyz");

        client.say("XMD5 abc.txt").expect("250 D16FB36F0911F878998C136191AF705E");
    }

    @Test
    void readAnUnchangedFileOnce() throws IOException {
        var file = server.file("cached", "abc");
        var old = FileTime.from(Instant.parse("2001-02-03T04:05:06.123456Z"));
        Files.setLastModifiedTime(file, old);
        client.say("XMD5 cached").expect("250 " + ABC_MD5);

        Files.writeString(file, "xyz"); // with the same time: only a file that is read again tells another sum
        Files.setLastModifiedTime(file, old);

        client.say("XMD5 cached").expect("250 " + ABC_MD5);
        client.say("XCRC cached 0 1").expect("250 8CDC1683");
    }

    @Test
    void keepTheDataPort() throws IOException {
        try (var data = client.passive()) {
            client.say("HASH abc.txt").expect("213");
            client.say("RETR abc.txt").expect("150");

            assertEquals(3, data.getInputStream().readAllBytes().length);
            client.expect("226");
        }
    }

    // ---- a file that takes long

    @Test
    void serveStatusAndNoOperationMeanwhileAndEndAtAbort() throws IOException {
        makeAHugeFile();
        client.say("HASH huge");
        awaitAside();

        client.say("NOOP").expect("200");
        client.say("STAT").expect("211-.*HASH /huge: [0-9]+ of 1000000000000 bytes.*");
        client.say("PWD");
        client.say("ABOR");

        client.expect("426");
        client.expect("257");
        client.expect("226");
        client.say("XCRC abc.txt").expect("250 352441C2");
    }

    @Test
    void tellThatTheFileBecameShorter() throws IOException {
        makeAHugeFile();
        client.say("HASH huge");
        awaitAside();

        server.file("huge", "short");

        client.expect("451 The file became shorter meanwhile");
    }

    @Test
    void endWithTheControlConnection() throws IOException {
        makeAHugeFile();
        client.say("XSHA512 huge");
        awaitAside();

        client.hangUp();

        Eventually.holds("the session to end", () -> server.daemon().connections() == 0);
    }

    @Test
    void endWithTheDaemon() throws IOException {
        makeAHugeFile();
        client.say("HASH huge");
        awaitAside();

        long before = System.nanoTime();
        server.daemon().close();

        client.expect("426");
        client.expect("421");
        assertTrue(client.closed());
        assertTrue(System.nanoTime() - before < 20_000_000_000L);
    }

    @Test
    void outlastTheIdleTimeout() throws IOException {
        try (var impatient = FerryServer.start("idle-timeout=1s");
                var idle = Dialogue.image(impatient)) {
            impatient.file("abc.txt", "abc");
            makeAHugeFile(impatient);
            idle.say("HASH huge");

            long until = System.nanoTime() + 3_000_000_000L;
            Eventually.holds("three seconds to pass", () -> System.nanoTime() > until);

            idle.say("ABOR");
            idle.expect("426");
            idle.expect("226");
            idle.say("PWD").expect("257");
        }
    }

    private void makeAHugeFile() throws IOException {
        makeAHugeFile(server);
    }

    private static void makeAHugeFile(FerryServer where) throws IOException {
        try (var file = Files.newByteChannel(
                where.home().resolve("huge"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.position(1_000_000_000_000L - 1).write(ByteBuffer.wrap(new byte[1]));
        }
    }

    /** Waits until the server answers something before the end of the hash. */
    private void awaitAside() {
        client.say("NOOP").expect("200");
    }
}
