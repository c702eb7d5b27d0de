package ferry.client.legacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Joiner;
import ferry.client.FerryServer;
import ferry.client.Installed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clients of the tutorials, in Python, as they are. Without Python they are skipped, unless {@code ferry.clients} is
 * {@code required}.
 */
final class TutorialTest {
    private static final int PATIENCE_SECONDS = 60;

    private final FerryServer server = FerryServer.start();

    @TempDir
    private Path folder;

    @BeforeAll
    static void needPython() {
        Installed.require("python3");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void postsAndGetsFiles() throws Exception {
        var content = new byte[1_000_000];
        new Random(1).nextBytes(content);
        Files.write(folder.resolve("picture.jpg"), content);
        Files.writeString(folder.resolve("my text.txt"), "a text");

        String printed =
                frames("post picture.jpg", "post my text.txt", "dirs", "get picture.jpg", "get my text.txt", "exit");

        assertEquals("""
                post: picture.jpg 1000000
                post: my text.txt 6
                dirs: my text.txt picture.jpg
                get: picture.jpg 1000000
                get: my text.txt 6
                """, printed);
        assertArrayEquals(content, Files.readAllBytes(server.home().resolve("picture.jpg")));
        assertArrayEquals(content, Files.readAllBytes(folder.resolve("picture.jpg")));
    }

    @Test
    void movesBetweenFolders() throws Exception {
        Files.createDirectory(server.home().resolve("文件夹"));
        server.file("文件夹/a.txt", "content");
        server.file("b.txt", "");

        String printed =
                frames("dirs", "paths", "chdir 文件夹", "paths", "get a.txt", "chdir ..", "chdir ../..", "chdir no");

        assertEquals("""
                dirs: b.txt 文件夹
                paths: /
                chdir: a.txt
                paths: /文件夹
                get: a.txt 7
                chdir: b.txt 文件夹
                chdir: b.txt 文件夹
                chdir: error: No such file or folder
                """, printed);
        assertEquals("content", Files.readString(folder.resolve("a.txt")));
    }

    @Test
    void noticesAMissingFileAndGoesOn() throws Exception {
        server.file("a.txt", "content");

        String printed = frames("get missing.txt", "dirs", "get a.txt");

        assertEquals("get: the file is damaged\ndirs: a.txt\nget: a.txt 7\n", printed);
        assertEquals(false, Files.exists(folder.resolve("missing.txt")));
    }

    @Test
    void callsTheSecondClientBack() throws Exception {
        int dataPort = freePort();
        server.file("tmp", "the file tmp");
        server.file("other", "another file");

        try (var own = FerryServer.start("legacy.data-port=" + dataPort)) {
            own.file("tmp", "the file tmp");
            own.file("other", "another file");

            String printed =
                    callBack(own, dataPort, "hello", "g", "g other", "g missing", "g other " + dataPort, "bye");

            assertEquals("""
                    echo: hello
                    data: the file tmp
                    data: another file
                    data:\s
                    data: another file
                    echo: bye
                    """, printed);
        }
    }

    @Test
    void survivesAClientThatReadsOnlyTheBeginning() throws Exception {
        int dataPort = freePort();
        try (var own = FerryServer.start("legacy.data-port=" + dataPort)) {
            own.file("tmp", "0123456789".repeat(1_000_000));

            String printed = callBack(own, dataPort, "g", "hello", "g");

            assertTrue(
                    printed.matches("data: [0-9]{1,1024}\necho: hello\ndata: [0-9]{1,1024}\n"),
                    () -> "was: " + printed);
        }
    }

    private String frames(String... commands) throws Exception {
        var words = new ArrayList<>(List.of(Integer.toString(server.legacyPort()), folder.toString()));
        words.addAll(List.of(commands));
        return run("frames.py", words);
    }

    private String callBack(FerryServer own, int dataPort, String... commands) throws Exception {
        var words = new ArrayList<>(List.of(Integer.toString(own.legacyPort()), Integer.toString(dataPort)));
        words.addAll(List.of(commands));
        return run("callback.py", words);
    }

    private String run(String script, List<String> words) throws Exception {
        var command = new ArrayList<>(List.of("python3", script(script).toString()));
        command.addAll(words);
        var output = folder.resolve("output");
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(output.toFile()));
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        var process = builder.start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        assertTrue(ended, () -> Joiner.on(' ').join(command) + " did not end: " + printed);
        assertEquals(0, process.exitValue(), printed);
        return printed;
    }

    private static Path script(String name) throws URISyntaxException {
        var resource = Objects.requireNonNull(TutorialTest.class.getResource("/legacy/" + name));
        return Path.of(resource.toURI());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
