package ferry.client.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.hash.Hashing;
import ferry.client.Eventually;
import ferry.client.FerryServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Sessions of the other protocol: commands and frames, whole, cut and damaged. A file whose name begins with {@code good}
 * is only ever sent whole or cut off, so whatever stands under such a name must be whole.
 */
@SuppressWarnings("deprecation") // MD5 is what the protocol has
final class LegacySessionFuzzTest {
    private static final List<String> WORDS = List.of(
            "get a",
            "get",
            "get missing\n",
            "dirs",
            "dirs d\n",
            "paths",
            "paths\r\n",
            "chdir d",
            "chdir ..\n",
            "chdir missing\n",
            "post ",
            "g a 9",
            "hello",
            "po",
            "exit\n",
            "\n",
            "\r\n",
            " ",
            "\0\0{",
            "\u00ff\u00ff\u00ff\u00ff",
            "get ../../etc/passwd\n",
            "\u6587");
    private static final int CLIENTS = 16;
    private static final int MOST_OPEN = 100;
    private static final int PATIENCE_MILLIS = 2000;

    private record Post(int number, boolean whole) {}

    @Test
    void storesWholeFilesOrNone() throws Exception {
        try (var server = FerryServer.start("max-sessions-per-address=5000", "data-timeout=100ms")) {
            server.file("a", "content");
            Files.createDirectory(server.home().resolve("d"));
            Sessions.play(
                    "legacy-sessions",
                    CLIENTS,
                    (client, random) -> {
                        Eventually.holds("room for more", () -> server.daemon().connections() < MOST_OPEN);
                        return play(server, random);
                    },
                    () -> {
                        Eventually.holds(
                                "the end of all sessions", () -> server.daemon().connections() == 0);
                        checkFiles(server);
                        checkService(server);
                    });
        }
    }

    private static int play(FerryServer server, Random random) {
        int count = 1 + random.nextInt(6);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.legacyPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            var out = new ByteArrayOutputStream();
            for (int i = 0; i < count; i++) {
                switch (random.nextInt(4)) {
                    case 0 -> out.writeBytes(damaged(random));
                    case 1 -> out.writeBytes(post(new Post(random.nextInt(500), random.nextInt(4) != 0), random));
                    default ->
                        out.writeBytes(WORDS.get(random.nextInt(WORDS.size())).getBytes(UTF_8));
                }
            }
            send(socket, out.toByteArray(), random);
            end(socket, random);
        } catch (IOException _) {
            return count; // the daemon has ended the connection: it may
        }
        return count;
    }

    private static void send(Socket socket, byte[] bytes, Random random) throws IOException {
        for (int i = 0; i < bytes.length; ) {
            int step = Math.min(1 + random.nextInt(random.nextInt(4) == 0 ? 4 : 4000), bytes.length - i);
            socket.getOutputStream().write(bytes, i, step);
            i += step;
        }
    }

    private static void end(Socket socket, Random random) throws IOException {
        switch (random.nextInt(4)) {
            case 0 -> socket.setSoLinger(true, 0);
            case 1 -> {}
            default -> {
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            }
        }
    }

    /** A command and its frame; one that is not whole is the last that comes. */
    private static byte[] post(Post post, Random random) {
        byte[] content = content(post.number());
        String hex = Hashing.md5().hashBytes(content).toString();
        String header = "{\"filename\":\"good" + post.number() + "\",\"file_size\":" + content.length + ",\"md5\":\""
                + hex + "\"" + (random.nextBoolean() ? ",\"ack\":true}" : "}");
        byte[] frame = frame("post good" + post.number(), header, content);
        return post.whole() ? frame : Arrays.copyOf(frame, random.nextInt(frame.length));
    }

    private static byte[] frame(String command, String header, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(command.getBytes(UTF_8));
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(header.length())
                .array());
        out.writeBytes(header.getBytes(UTF_8));
        out.writeBytes(content);
        return out.toByteArray();
    }

    /** A frame in which something is wrong, under a name that nobody counts on. */
    private static byte[] damaged(Random random) {
        String header = "{\"filename\":\"x\",\"file_size\":5,\"md5\":\"900150983cd24fb0d6963f7d28e17f72\"}";
        byte[] bytes = frame("post x", header, "abcde".getBytes(UTF_8));
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static byte[] content(int number) {
        var content = new byte[number % 10 == 0 ? number * 300 : number];
        new Random(number).nextBytes(content);
        return content;
    }

    private static void checkFiles(FerryServer server) throws IOException {
        for (String folder : List.of("", "d/")) {
            try (var files = Files.newDirectoryStream(server.home().resolve(folder), "good*")) {
                for (var file : files) {
                    int number = Integer.parseInt(file.getFileName().toString().substring("good".length()));
                    assertArrayEquals(content(number), Files.readAllBytes(file), file::toString);
                }
            }
        }
        assertEquals("content", server.content("a"));
    }

    private static void checkService(FerryServer server) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.legacyPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("paths".getBytes(UTF_8));
            assertEquals("/", new String(socket.getInputStream().readNBytes(1), ISO_8859_1));
        }
    }
}
