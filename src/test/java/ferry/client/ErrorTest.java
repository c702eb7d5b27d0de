package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ferry.Ferry;
import ferry.config.ConfigReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong without a fault of the protocol: ports, rights, names, disks. */
@Timeout(60)
final class ErrorTest {
    private final FerryServer server = FerryServer.start(Stream.concat(
                    FerryServer.user("lister", "homedirectory=home", "permissions=list").stream(),
                    FerryServer.user("reader", "homedirectory=home", "permissions=read").stream())
            .toList());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void namesTheKeyAndTheAddressOfAPortThatIsTaken(@TempDir Path folder) throws Exception {
        Files.write(folder.resolve("users.properties"), FerryServer.user("ferry"));
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            var config = ConfigReader.read(new ConfigReader.Sources(
                    folder,
                    Optional.empty(),
                    Map.of(),
                    List.of("ftp.listen=" + address, "legacy.listen=", "passive.ports=0")));

            var failure =
                    assertThrows(IOException.class, () -> Ferry.start(config).close());

            assertTrue(failure.toString().contains(": ftp.listen: " + address + " "), failure.toString());
        }
    }

    @Test
    void givesItsPortsBackWhenAnotherOneIsTaken(@TempDir Path folder) throws Exception {
        Files.write(folder.resolve("users.properties"), FerryServer.user("ferry"));
        int free;
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = probe.getLocalPort();
        }
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var config = ConfigReader.read(new ConfigReader.Sources(
                    folder,
                    Optional.empty(),
                    Map.of(),
                    List.of(
                            "ftp.listen=127.0.0.1:" + free + ", 127.0.0.1:" + taken.getLocalPort(),
                            "legacy.listen=",
                            "passive.ports=0")));

            assertThrows(IOException.class, () -> Ferry.start(config).close());
        }

        try (var again = new ServerSocket(free, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(free, again.getLocalPort());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RETR a.txt",
                "STOR b.txt",
                "STOU",
                "APPE a.txt",
                "DELE a.txt",
                "RNFR a.txt",
                "MKD folder",
                "RMD empty",
                "MFMT 20020717210715 a.txt",
                "SITE CHMOD 600 a.txt"
            })
    void saysWhereTheUserLacksTheRight(String command) throws IOException {
        server.file("a.txt", "content");
        Files.createDirectory(server.home().resolve("empty"));

        try (var client = new Dialogue(server).login("lister")) {
            try (var data = client.passive()) {
                client.say(command).expect(refusal(command) + " Permission denied");

                assertTrue(data.isConnected());
            }
            client.say("NOOP").expect("200");
        }

        assertEquals(List.of("a.txt", "empty"), server.names());
        assertEquals("content", server.content("a.txt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIST", "NLST", "MLSD", "LIST a.txt", "NLST *.txt", "MLST", "MLST a.txt"})
    void answers550WhereTheUserMayNotList(String command) throws IOException {
        server.file("a.txt", "content");

        try (var client = new Dialogue(server).login("reader")) {
            try (var data = client.passive()) {
                client.say(command).expect(refusal(command) + " Permission denied");

                assertTrue(data.isConnected());
            }
            assertEquals("content", client.receiveText("RETR a.txt"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RETR", "SIZE", "MDTM", "DELE", "CWD", "RMD", "MLST", "LIST", "RNFR"})
    void answers550ToANameOf300BytesThatIsToExist(String verb) throws IOException {
        try (var client = Dialogue.loggedIn(server);
                var data = client.passive()) {
            client.say(verb + " " + "x".repeat(300)).expect("550");

            assertTrue(data.isConnected());
        }
    }

    @ParameterizedTest
    @CsvSource({"STOR, 553", "APPE, 550", "MKD, 550", "RNTO, 553"}) // RFC 959, section 5.4
    void refusesANameOf300BytesThatIsToBeMade(String verb, String code) throws IOException {
        server.file("a.txt", "");

        try (var client = Dialogue.loggedIn(server);
                var data = client.passive()) {
            if (verb.equals("RNTO")) {
                client.say("RNFR a.txt").expect("350");
            }
            client.say(verb + " " + "文".repeat(100)).expect(code);

            assertTrue(data.isConnected());
        }
        assertEquals(List.of("a.txt"), server.names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RETR fifo", "STOR fifo", "APPE fifo", "SIZE fifo", "MDTM fifo", "CWD fifo", "RETR fifo/a"})
    void doesNotWaitForAFifo(String command) throws Exception {
        fifo("fifo");

        try (var client = Dialogue.loggedIn(server);
                var data = client.passive()) {
            client.say(command).expect(refusal(command));

            assertTrue(data.isConnected());
        }
    }

    /** The code for a file or name that cannot be used: RFC 959, section 5.4, has only 553 for some verbs. */
    private static String refusal(String command) {
        return command.startsWith("STOR") || command.startsWith("STOU") ? "553" : "550";
    }

    @Test
    void listsAFifoAndDeletesIt() throws Exception {
        fifo("fifo");

        try (var client = Dialogue.loggedIn(server)) {
            assertTrue(client.receiveText("MLSD").startsWith("type=OS.unix=special;"));
            assertTrue(client.receiveText("LIST").endsWith(" fifo\r\n"));
            client.say("DELE fifo").expect("250");
        }

        assertEquals(List.of(), server.names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"atomic", "direct"})
    void goesOnWhenTheDiskIsFull(String mode, @TempDir Path disk) throws Exception {
        mount(disk);
        try (var small = FerryServer.start(
                        List.of("ftpserver.user.ferry.homedirectory=" + disk), "upload.mode=" + mode);
                var client = Dialogue.image(small)) {
            Files.writeString(disk.resolve("old.txt"), "content");

            sendTooMuch(client, mode.equals("atomic") ? "STOR old.txt" : "STOR new.txt");

            client.expect("452");
            assertEquals("content", client.receiveText("RETR old.txt"));
            assertEquals("old.txt\r\n", client.receiveText("NLST -a"));
            try (var files = Files.list(disk)) {
                assertEquals(List.of(disk.resolve("old.txt")), files.toList());
            }
            client.transmit("STOR small.txt", "fits").expect("226");
            assertEquals("fits", Files.readString(disk.resolve("small.txt")));
        } finally {
            run("umount", "--lazy", disk.toString());
        }
    }

    @Test
    void saysThatAFileWillNotFit(@TempDir Path disk) throws Exception {
        mount(disk);
        try (var small = FerryServer.start(List.of("ftpserver.user.ferry.homedirectory=" + disk));
                var client = Dialogue.image(small)) {
            client.say("ALLO 1000000").expect("452");
            client.say("ALLO 1000").expect("200");
        } finally {
            run("umount", "--lazy", disk.toString());
        }
    }

    private static void sendTooMuch(Dialogue client, String command) throws IOException {
        try (var data = client.passive()) {
            client.say(command).expect("150");
            for (int i = 0; i < 100; i++) {
                data.getOutputStream().write(new byte[10_000]);
            }
        } catch (IOException e) {
            assertTrue(String.valueOf(e.getMessage()).matches("(?i).*(reset|broken pipe).*"), e.toString());
        }
    }

    private static void mount(Path folder) throws Exception {
        boolean mounted = System.getProperty("user.name").equals("root")
                && run("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", folder.toString()) == 0;
        assumeTrue(mounted, "a small disk can only be mounted by root, where mounting is allowed");
    }

    private void fifo(String name) throws Exception {
        assertEquals(0, run("mkfifo", server.home().resolve(name).toString()));
    }

    private static int run(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        return process.exitValue();
    }
}
