package ferry.client.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.Dialogue;
import ferry.client.FerryServer;
import ferry.client.Installed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that others have made read what the daemon writes for programs. */
final class LogToolsTest {
    @TempDir
    private Path folder;

    private String run(String... command) throws IOException, InterruptedException {
        Installed.require(command[0]);
        var output = folder.resolve("output");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .directory(folder.toFile())
                .start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "hangs");
        String said = Files.readString(output, StandardCharsets.ISO_8859_1);
        assertEquals(0, process.exitValue(), said);
        return said;
    }

    private void work() {
        try (var server = FerryServer.start(
                        "log.xferlog=" + folder.resolve("xferlog"), "log.json=" + folder.resolve("events.json"));
                var client = Dialogue.image(server)) {
            client.transmit("STOR a \"b\".txt", "x".repeat(3000)).expect("226");
            client.receive("RETR a \"b\".txt");
            client.transmitAndBreak("STOR broken", "some").expect("426");
        }
    }

    @Test
    void webalizerCountsTransfersOfXferlog() throws IOException, InterruptedException {
        Installed.require("webalizer");
        work();

        String said = run("webalizer", "-c", "/dev/null", "-F", "ftp", "-o", folder.toString(), "-n", "x", "xferlog");

        assertTrue(said.contains("3 records"), said);
        assertTrue(!said.contains("bad") && !said.contains("ignored"), said);
        String page;
        try (var files = Files.list(folder)) {
            var usage = files.filter(file -> file.getFileName().toString().matches("usage_\\d+\\.html"))
                    .findFirst()
                    .orElseThrow();
            page = Files.readString(usage, StandardCharsets.ISO_8859_1);
        }
        assertTrue(page.contains("Code 206 - Partial Content"), "the broken one");
        assertTrue(page.contains("ferry"), "the user");
    }

    @Test
    void jqReadsJsonLines() throws IOException, InterruptedException {
        Installed.require("jq");
        work();

        String said = run("jq", "-r", "[.event, .path, .bytes, .complete] | @csv", "events.json");

        assertEquals(
                List.of(
                        "\"login\",,,",
                        "\"upload\",\"/a \"\"b\"\".txt\",3000,true",
                        "\"download\",\"/a \"\"b\"\".txt\",3000,true",
                        "\"upload-failed\",\"/broken\",4,false",
                        "\"logout\",,,"),
                said.lines().toList());
    }
}
