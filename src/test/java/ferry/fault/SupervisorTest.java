package ferry.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.Eventually;
import ferry.client.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a daemon tells the system manager, heard by a real datagram socket. */
final class SupervisorTest {
    private static final String LISTENER = """
            import socket, sys
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.bind("\\0" + sys.argv[1][1:] if sys.argv[1][0] == "@" else sys.argv[1])
            print("bound", flush=True)
            while True:
                print(s.recv(65536).decode(), flush=True)
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"path", "abstract"})
    void hearsEachStepOfADaemon(String kind) throws Exception {
        String address = kind.equals("path") ? folder.resolve("notify").toString() : "@ferry-" + System.nanoTime();
        var heard = folder.resolve("heard-" + kind);
        var listener = listen(address, heard);
        try (var daemon = Daemon.in(folder)
                .hearingHangup()
                .jvm("--enable-native-access=ALL-UNNAMED")
                .environment("NOTIFY_SOCKET", address)
                .environment("WATCHDOG_USEC", "200000")
                .configuration("")
                .start()) {
            awaitText(heard, "READY=1\nSTATUS=serving ftp=127.0.0.1:");
            awaitText(heard, "WATCHDOG=1");

            daemon.configuration("welcome = After");
            daemon.signal("HUP");
            awaitText(heard, "RELOADING=1\nMONOTONIC_USEC=");
            awaitText(heard, "READY=1\nSTATUS=serving; reloaded: 1 change");
            daemon.configuration("no-such-key = 1");
            daemon.signal("HUP");
            awaitText(heard, "READY=1\nSTATUS=serving; not reloaded: ");

            daemon.signal("TERM");
            awaitText(heard, "STOPPING=1\nEXTEND_TIMEOUT_USEC=21000000\n");
            assertTrue(daemon.process().waitFor(20, TimeUnit.SECONDS));
        } finally {
            listener.destroyForcibly();
        }
    }

    @Test
    void isNeededByNobody() throws Exception {
        try (var daemon = Daemon.in(folder)
                .hearingHangup()
                .environment("NOTIFY_SOCKET", folder.resolve("nobody").toString())
                .start()) {
            daemon.client().close();
            daemon.signal("TERM");
            assertTrue(daemon.process().waitFor(20, TimeUnit.SECONDS));
        }
    }

    private Process listen(String address, Path heard) throws IOException {
        Installed.require("python3");
        var script = Files.writeString(folder.resolve("listen.py"), LISTENER);
        var listener = new ProcessBuilder("python3", script.toString(), address)
                .redirectErrorStream(true)
                .redirectOutput(heard.toFile())
                .start();
        awaitText(heard, "bound");
        return listener;
    }

    private static void awaitText(Path file, String text) {
        Eventually.holdsInTheEnd(text, () -> Files.readString(file).contains(text));
    }
}
