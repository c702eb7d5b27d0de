package ferry.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import ferry.client.Dialogue;
import ferry.client.Eventually;
import ferry.client.Installed;
import ferry.client.legacy.LegacyClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the system is asked for between the last byte of an upload and the 226, by the words of strace. */
@Timeout(120)
final class SyncTest {
    private static final Pattern CALL =
            Pattern.compile("^[0-9]+ +(fsync|fdatasync|rename|renameat|renameat2|write|sendto|writev)\\((.*)$");

    private static final Map<String, String> STEPS = Map.of("fsync", "file and facts", "fdatasync", "file");

    @TempDir
    private Path folder;

    /** Skips where processes cannot be traced. */
    @BeforeAll
    static void needsStrace() {
        Installed.require("strace");
        try {
            var process =
                    new ProcessBuilder("strace", "-f", "-y", "-e", "trace=fsync", "-o", "/dev/null", "true").start();
            assumeTrue(process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0, "strace may not trace");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void waitsForNothingWhenItIsOffButBeforeItDeletesWhatWasCombined() throws IOException {
        var steps = steps(
                client -> {
                    store(client, "a", 100);
                    store(client, "b", 100);
                    client.say("COMB all a b").expect("250");
                },
                "upload.sync=off");

        assertEquals(List.of("rename", "226", "rename", "226", "file and facts", "rename", "folder", "250"), steps);
    }

    @Test
    void waitsForTheBytesBeforeTheName() throws IOException {
        var steps = steps(
                client -> {
                    store(client, "small", 100);
                    store(client, "large", 1_000_000);
                    client.say("SITE COPY small copy").expect("250");
                },
                "upload.sync=data");

        assertEquals(List.of("file", "rename", "226", "file", "rename", "226", "file", "rename", "250"), steps);
    }

    @Test
    void waitsForTheNameBeforeTheReply() throws IOException {
        var steps = steps(
                client -> {
                    store(client, "small", 100);
                    store(client, "large", 1_000_000);
                    client.say("MKD d").expect("257");
                    store(client, "d/a", 100);
                    client.say("RNFR d/a").expect("350");
                    client.say("RNTO b").expect("250");
                },
                "upload.sync=full");

        assertEquals(
                List.of(
                        "file and facts, rename, folder, 226",
                        "file and facts, rename, folder, 226",
                        "folder, 257",
                        "file and facts, rename, folder d, 226",
                        "rename, folder, folder d, 250"),
                commands(steps));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            data | file, 226
            full | file and facts, folder, 226
            """)
    void waitsInDirectModeToo(String sync, String expected) throws IOException {
        var steps = steps(client -> store(client, "a", 100), "upload.sync=" + sync, "upload.mode=direct");

        assertEquals(List.of(expected), commands(steps));
    }

    @Test
    void waitsForLegacyPostsToo() throws IOException {
        var steps = traced(
                daemon -> {
                    try (var script = new Socket(InetAddress.getLoopbackAddress(), daemon.port("legacy"))) {
                        script.setSoTimeout(Dialogue.PATIENCE_MILLIS);
                        script.getOutputStream().write(LegacyClient.post("a", "content"));
                        script.shutdownOutput();
                        script.getInputStream().readAllBytes();
                    }
                    Eventually.holds("the file", () -> daemon.names().contains("a"));
                },
                "upload.sync=data",
                "legacy.listen=127.0.0.1:0");

        assertEquals(List.of("file", "rename"), steps);
    }

    private static void store(Dialogue client, String name, int size) {
        client.transmit("STOR " + name, new byte[size]).expect("226");
    }

    /** The steps of each command, up to its reply. */
    private static List<String> commands(List<String> steps) {
        return Splitter.on(';')
                .omitEmptyStrings()
                .splitToList(String.join(", ", steps).replaceAll("([0-9]{3}),? ?", "$1;"));
    }

    private interface Session {
        void play(Dialogue client) throws IOException;
    }

    private interface Load {
        void put(Daemon daemon) throws IOException;
    }

    private List<String> steps(Session session, String... settings) throws IOException {
        return traced(
                daemon -> {
                    try (var client = daemon.client()) {
                        session.play(client);
                    }
                },
                settings);
    }

    /** What a daemon with these settings does with its home, and the last replies to what changes it. */
    private List<String> traced(Load load, String... settings) throws IOException {
        var trace = folder.resolve("trace");
        try (var daemon = Daemon.in(folder)
                .jvm("-XX:TieredStopAtLevel=1")
                .under(
                        "strace",
                        "-f",
                        "-y",
                        "-s",
                        "40",
                        "--seccomp-bpf",
                        "-o",
                        trace.toString(),
                        "-e",
                        "trace=fsync,fdatasync,rename,renameat,renameat2,write,sendto,writev")
                .set(settings)
                .start()) {
            load.put(daemon);
            daemon.stop();
            var steps = new ArrayList<String>();
            for (String line : Files.readAllLines(trace)) {
                step(line, daemon.home()).ifPresent(steps::add);
            }
            return steps;
        }
    }

    private static Optional<String> step(String line, Path home) {
        Matcher call = CALL.matcher(line);
        if (!call.matches()) {
            return Optional.empty();
        }
        String what = call.group(2);
        return switch (call.group(1)) {
            case "fsync", "fdatasync" -> forced(call.group(1), what, home);
            case "rename", "renameat", "renameat2" ->
                what.contains(".ferry-dir-") || !what.contains(home.toString())
                        ? Optional.empty()
                        : Optional.of("rename");
            default -> reply(what);
        };
    }

    private static Optional<String> forced(String call, String what, Path home) {
        int at = what.indexOf("<" + home);
        if (at < 0) {
            return Optional.empty();
        }
        var path = Path.of(what.substring(at + 1, what.indexOf('>')));
        if (Files.isDirectory(path)) {
            return Optional.of(("folder " + home.relativize(path)).strip());
        }
        return Optional.of(STEPS.getOrDefault(call, call));
    }

    private static Optional<String> reply(String what) {
        var reply = Pattern.compile("\"(226|250|257) .*").matcher(what);
        return reply.find() ? Optional.of(reply.group(1)) : Optional.empty();
    }
}
