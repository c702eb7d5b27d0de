package ferry.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPCmd;
import org.apache.commons.net.ftp.FTPFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that many programs are made with: the FTPClient of Apache commons-net. */
final class CommonsNetTest {
    private static final int PATIENCE_MILLIS = 20_000;

    /** Where the data connection comes from. */
    enum Side {
        ACTIVE,
        ACTIVE_EXTENDED,
        PASSIVE,
        PASSIVE_EXTENDED;

        void choose(FTPClient client) {
            client.setUseEPSVwithIPv4(this == ACTIVE_EXTENDED || this == PASSIVE_EXTENDED);
            if (this == ACTIVE || this == ACTIVE_EXTENDED) {
                client.enterLocalActiveMode();
            } else {
                client.enterLocalPassiveMode();
            }
        }
    }

    private final FerryServer server = FerryServer.start();
    private final FTPClient client = new FTPClient();

    @BeforeEach
    void login() throws IOException {
        client.setControlEncoding("UTF-8");
        client.setDefaultTimeout(PATIENCE_MILLIS);
        client.setConnectTimeout(PATIENCE_MILLIS);
        client.setDataTimeout(Duration.ofMillis(PATIENCE_MILLIS));
        client.connect(server.ftp().getAddress(), server.port());
        client.setSoTimeout(PATIENCE_MILLIS);
        assertTrue(client.login("ferry", "ferry"));
        client.enterLocalPassiveMode();
        assertTrue(client.setFileType(FTP.BINARY_FILE_TYPE));
    }

    @AfterEach
    void stop() throws IOException {
        client.disconnect();
        server.close();
    }

    @Test
    void isToldWhenThePasswordIsWrong() throws IOException {
        client.disconnect();
        client.connect(server.ftp().getAddress(), server.port());

        assertFalse(client.login("ferry", "wrong"));
        assertEquals(530, client.getReplyCode());
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void storesAndRetrieves(Side side) throws IOException {
        side.choose(client);
        byte[] content = bytes(300_000);

        assertTrue(client.storeFile("a.bin", new ByteArrayInputStream(content)));
        var out = new ByteArrayOutputStream();
        assertTrue(client.retrieveFile("a.bin", out));

        assertArrayEquals(content, Files.readAllBytes(server.home().resolve("a.bin")));
        assertArrayEquals(content, out.toByteArray());
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void lists(Side side) throws IOException {
        side.choose(client);
        server.file("a b.txt", "12345");
        Files.createDirectory(server.home().resolve("folder"));

        var files = Arrays.stream(client.listFiles()).toList();

        assertEquals(
                List.of("a b.txt", "folder"),
                files.stream().map(FTPFile::getName).toList());
        assertEquals(5, files.getFirst().getSize());
        assertTrue(files.get(1).isDirectory());
        assertEquals(List.of("a b.txt", "folder"), List.of(client.listNames()));
    }

    @Test
    void listsForMachines() throws IOException {
        var modified = Instant.parse("2002-07-17T21:07:15Z");
        Files.setLastModifiedTime(server.file("文件.txt", "12345"), FileTime.from(modified));

        var files = client.mlistDir();
        var file = client.mlistFile("文件.txt");

        assertEquals(1, files.length);
        assertEquals("文件.txt", files[0].getName());
        assertEquals(5, files[0].getSize());
        assertEquals(modified, files[0].getTimestampInstant());
        assertNotNull(file);
        assertTrue(file.isFile());
        assertEquals("/文件.txt", file.getName());
    }

    @Test
    void listsFoldersOnly() throws IOException {
        server.file("a.txt", "");
        Files.createDirectory(server.home().resolve("folder"));

        var folders = client.listDirectories();

        assertEquals(1, folders.length);
        assertEquals("folder", folders[0].getName());
    }

    @Test
    void changesLineEndsInAscii() throws IOException {
        client.setFileType(FTP.ASCII_FILE_TYPE);
        String text = "one" + System.lineSeparator() + "two" + System.lineSeparator();

        assertTrue(client.storeFile("a.txt", new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII))));
        var out = new ByteArrayOutputStream();
        assertTrue(client.retrieveFile("a.txt", out));

        assertEquals("one\ntwo\n", server.content("a.txt"));
        assertEquals(text, out.toString(StandardCharsets.US_ASCII));
    }

    @Test
    void appends() throws IOException {
        server.file("a.txt", "one");

        assertTrue(client.appendFile("a.txt", new ByteArrayInputStream("two".getBytes(StandardCharsets.US_ASCII))));

        assertEquals("onetwo", server.content("a.txt"));
    }

    @Test
    void storesUnderAUniqueName() throws IOException {
        server.file("a.txt", "one");

        assertTrue(
                client.storeUniqueFile("a.txt", new ByteArrayInputStream("two".getBytes(StandardCharsets.US_ASCII))));

        assertEquals("one", server.content("a.txt"));
        assertEquals(2, server.names().size());
    }

    @Test
    void restartsARetrieval() throws IOException {
        server.file("a.txt", "0123456789");
        var out = new ByteArrayOutputStream();

        client.setRestartOffset(4);
        assertTrue(client.retrieveFile("a.txt", out));

        assertEquals("456789", out.toString(StandardCharsets.US_ASCII));
    }

    @Test
    void restartsAStore() throws IOException {
        server.file("a.txt", "01234");

        client.setRestartOffset(5);
        assertTrue(client.storeFile("a.txt", new ByteArrayInputStream("56789".getBytes(StandardCharsets.US_ASCII))));

        assertEquals("0123456789", server.content("a.txt"));
    }

    @Test
    void completesPendingCommands() throws IOException {
        try (var out = client.storeFileStream("a.txt")) {
            assertNotNull(out);
            out.write("content".getBytes(StandardCharsets.US_ASCII));
        }
        assertTrue(client.completePendingCommand());
        try (var in = client.retrieveFileStream("a.txt")) {
            assertNotNull(in);
            assertEquals("content", new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        }
        assertTrue(client.completePendingCommand());

        assertEquals("content", server.content("a.txt"));
    }

    @Test
    void makesChangesAndRemovesFolders() throws IOException {
        assertTrue(client.makeDirectory("a \"b\""));
        assertTrue(client.changeWorkingDirectory("a \"b\""));
        assertEquals("/a \"b\"", client.printWorkingDirectory());
        assertTrue(client.changeToParentDirectory());
        assertEquals("/", client.printWorkingDirectory());
        assertTrue(client.removeDirectory("a \"b\""));
        assertFalse(client.changeWorkingDirectory("a \"b\""));

        assertEquals(List.of(), server.names());
    }

    @Test
    void renamesAndDeletes() throws IOException {
        server.file("a.txt", "content");

        assertTrue(client.rename("a.txt", "b.txt"));
        assertEquals("content", server.content("b.txt"));
        assertTrue(client.deleteFile("b.txt"));
        assertFalse(client.deleteFile("b.txt"));

        assertEquals(List.of(), server.names());
    }

    @Test
    void findsFeatures() throws IOException {
        assertTrue(client.features());

        assertTrue(client.hasFeature(FTPCmd.MLST));
        assertTrue(client.hasFeature("REST", "STREAM"));
        assertTrue(client.hasFeature("UTF8"));
        assertFalse(client.hasFeature("FROG"));
    }

    @Test
    void setsAndTellsTimes() throws IOException {
        var file = server.file("a.txt", "");

        assertTrue(client.setModificationTime("a.txt", "20020717210715"));

        assertEquals(
                Instant.parse("2002-07-17T21:07:15Z"),
                Files.getLastModifiedTime(file).toInstant());
        assertEquals("20020717210715", client.getModificationTime("a.txt"));
        assertEquals(Instant.parse("2002-07-17T21:07:15Z"), client.mdtmInstant("a.txt"));
    }

    @Test
    void asksForSizeStatusSystemAndHelp() throws IOException {
        server.file("a.txt", "12345");

        assertEquals("5", client.getSize("a.txt"));
        assertTrue(client.getStatus().contains("ferry"));
        assertTrue(client.getStatus("a.txt").contains("a.txt"));
        assertEquals("UNIX Type: L8", client.getSystemType());
        assertTrue(client.listHelp().contains("RETR"));
        assertTrue(client.sendNoOp());
        assertTrue(client.sendSiteCommand("CHMOD 600 a.txt"));
    }

    @Test
    void logsOut() throws IOException {
        assertTrue(client.logout());

        assertEquals(221, client.getReplyCode());
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
