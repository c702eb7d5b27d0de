package ferry.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A home on another file system than the disk, named by a URI. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StorageTest {
    private final FileSystem files = Jimfs.newFileSystem("ferry-storage", Configuration.unix());
    private final Path home = files.getPath("/work/guest");
    private final FerryServer server = FerryServer.start(
            FerryServer.user("guest", "homedirectory=jimfs://ferry-storage/work/guest", "writepermission=true"));

    @BeforeAll
    void makeTheHome() throws IOException {
        Files.createDirectories(home);
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
        files.close();
    }

    private Dialogue guest() {
        var client = new Dialogue(server).login("guest");
        client.say("TYPE I").expect("200");
        return client;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_537, 3_000_000})
    void storesAndRetrieves(int size) throws IOException {
        var content = new byte[size];
        new Random(size).nextBytes(content);

        try (var client = guest()) {
            client.transmit("STOR file", content).expect("226");

            assertArrayEquals(content, Files.readAllBytes(home.resolve("file")));
            assertArrayEquals(content, client.receive("RETR file"));
        }
    }

    @Test
    void retrievesFromAnOffset() throws IOException {
        Files.write(home.resolve("large"), "0123456789".repeat(50_000).getBytes(UTF_8));

        try (var client = guest()) {
            client.say("REST 123456").expect("350");

            assertTrue(client.receiveText("RETR large").startsWith("6789012345"));
        }
    }

    @Test
    void goesOnWithABrokenUpload() throws IOException {
        try (var client = guest()) {
            client.transmitAndBreak("STOR broken", "01234").expect("426");
            assertFalse(Files.exists(home.resolve("broken")));
            client.say("SIZE broken").expect("213 5");

            client.say("REST 5").expect("350");
            client.transmit("STOR broken", "56789").expect("226");

            assertEquals("0123456789", Files.readString(home.resolve("broken")));
        }
    }

    @Test
    void makesListsRenamesAndRemovesFolders() throws IOException {
        try (var client = guest()) {
            client.play("""
                    C: MKD folder
                    S: 257 "/folder" .*
                    C: CWD folder
                    S: 250
                    C: MKD inner
                    S: 257 "/folder/inner" .*
                    """);
            client.transmit("STOR a.txt", "12345").expect("226");

            assertEquals("a.txt\r\ninner\r\n", client.receiveText("NLST"));
            client.play("""
                    C: RNFR a.txt
                    S: 350
                    C: RNTO inner/b.txt
                    S: 250
                    C: DELE inner/b.txt
                    S: 250
                    C: CDUP
                    S: 200
                    C: RMD folder/inner
                    S: 250
                    C: RMD folder
                    S: 250
                    """);
            assertFalse(Files.exists(home.resolve("folder")));
        }
    }

    @Test
    void staysBelowItsHome() throws IOException {
        Files.writeString(files.getPath("/work/secret"), "secret");

        try (var client = guest()) {
            client.say("SIZE ../secret").expect("550");
            client.say("SIZE /work/secret").expect("550");
        }
    }
}
