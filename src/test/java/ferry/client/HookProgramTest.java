package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.hash.Hashing;
import com.google.gson.JsonParser;
import ferry.event.Actor;
import ferry.event.Event;
import ferry.event.Kind;
import ferry.protocol.VirtualPath;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that are run when something happens. */
final class HookProgramTest {
    @TempDir
    private Path folder;

    private HookFiles hooks() {
        return new HookFiles(folder);
    }

    @Test
    void runsAProgramWhenAFileHasItsName() {
        var hooks = hooks();
        var script = hooks.script("digest", "sha256sum \"$1\" >> $DIR/sums; echo \"$2 $3\" >> $DIR/told");
        hooks.rule("a.events = upload").rule("a.run = " + script + " ${on-disk} ${user} \"${bytes} bytes\"");
        try (var server = FerryServer.start(hooks.settings());
                var client = Dialogue.image(server)) {
            client.transmit("STOR a.txt", "content of a").expect("226");

            String sum = Hashing.sha256().hashString("content of a", java.nio.charset.StandardCharsets.UTF_8) + "  "
                    + server.home().resolve("a.txt");
            assertEquals(List.of(sum), hooks.await("sums", 1));
            assertEquals(List.of("ferry 12 bytes"), hooks.await("told", 1));
        }
    }

    /** What one has typed of a shell is a name to us, and stays a part of its argument. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$(touch x)",
                "`touch x`",
                "; touch x",
                "a b  c",
                "'quoted' \"twice\"",
                "-rf",
                "${user}",
                "$HOME",
                "*",
                "\\",
                "文件",
                "a\u2028b"
            })
    void givesNamesAsTheyAre(String name) {
        var hooks = hooks();
        var script = hooks.script("told", "printf '%s\\n' \"$#\" \"$1\" \"$2\" >> $DIR/told");
        hooks.rule("a.events = upload").rule("a.run = " + script + " --path=${path} ${on-disk}");
        try (var server = FerryServer.start(hooks.settings());
                var client = Dialogue.image(server)) {
            client.transmit("STOR " + name, "content").expect("226");

            assertEquals(
                    List.of("2", "--path=/" + name, server.home().resolve(name).toString()),
                    List.of(String.join("\n", hooks.await("told", 3)).split("\n", -1)));
            assertEquals(List.of(name), server.names());
        }
    }

    @Test
    void tellsOfTheEventInTheEnvironmentAndOnStandardInput() {
        var hooks = hooks();
        var script = hooks.script("told", "env > $DIR/env.new; cat > $DIR/in; mv $DIR/env.new $DIR/env");
        hooks.rule("a.events = rename").rule("a.run = " + script);
        try (var server = FerryServer.start(hooks.settings());
                var client = Dialogue.image(server)) {
            server.file("old", "content");
            client.say("RNFR old").expect("350");
            client.say("RNTO new").expect("250");

            var lines = hooks.await("env", 1);
            assertTrue(lines.contains("FERRY_EVENT=rename"), lines::toString);
            assertTrue(lines.contains("FERRY_PATH=/old"), lines::toString);
            assertTrue(lines.contains("FERRY_TARGET=/new"), lines::toString);
            assertTrue(lines.contains("FERRY_TARGET_ON_DISK=" + server.home().resolve("new")), lines::toString);
            assertTrue(lines.contains("FERRY_CLIENT=127.0.0.1"), lines::toString);
            assertTrue(lines.contains("FERRY_RULE=a"), lines::toString);
            var others = lines.stream()
                    .map(line -> line.substring(0, line.indexOf('=')))
                    .filter(name -> !name.startsWith("FERRY_"))
                    .collect(Collectors.toCollection(TreeSet::new));
            others.removeAll(Set.of(
                    "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TZ", "PATH", "PWD", "SHLVL", "_", "OLDPWD"));
            assertEquals(Set.of(), others);
            var json = JsonParser.parseString(hooks.written("in")).getAsJsonObject();
            assertEquals("/new", json.get("target").getAsString());
            assertTrue(lines.contains("FERRY_ID=" + json.get("id").getAsString()), lines::toString);
        }
    }

    @Test
    void handsNoSocketOn() {
        var hooks = hooks();
        var script = hooks.script("list", "readlink /proc/$$/fd/* > $DIR/new; mv $DIR/new $DIR/fds");
        hooks.rule("a.events = upload").rule("a.run = " + script);
        try (var server = FerryServer.start(hooks.settings());
                var client = Dialogue.image(server)) {
            client.transmit("STOR a.txt", "1").expect("226");

            var open = hooks.await("fds", 3);
            assertTrue(open.stream().noneMatch(line -> line.contains("socket")), open::toString);
        }
    }

    @Test
    void leadsToAFileWhoseNameIsNoText() throws Exception {
        var hooks = hooks();
        var script = hooks.script("read", "cat \"$1\" > $DIR/content; echo \"$FERRY_PATH\" > $DIR/path");
        hooks.rule("a.events = upload").rule("a.run = " + script + " ${on-disk}");
        try (var server = FerryServer.start(hooks.settings())) {
            Files.writeString(Path.of(URI.create("file://" + server.home() + "/a%FFb")), "content\n");
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
            var actor = new Actor("1", Actor.Protocol.FTP, "", address, address, "h", "ferry", "");
            var place = new Event.Place(VirtualPath.ROOT.child("a\udcffb"), server.home() + "/a\udcffb");
            var movement = new Event.Movement("STOR", 'I', 0, 8, 8, 0, false, "");
            server.daemon()
                    .events()
                    .publish(new Event.Transferred(Instant.now(), Kind.UPLOAD, actor, place, movement, ""));

            assertEquals(List.of("content"), hooks.await("content", 1));
            assertEquals(List.of("/a\\xffb"), hooks.await("path", 1));
        }
    }

    @Test
    void runsForWhatTheRuleSaysOnly() {
        var hooks = hooks();
        var script = hooks.script("told", "echo \"$1\" >> $DIR/told");
        hooks.rule("a.events = upload, rename, delete")
                .rule("a.users = other, f*")
                .rule("a.paths = /in/**, *.csv")
                .rule("a.run = " + script + " ${event}:${path}:${target}")
                .rule("b.events = *")
                .rule("b.users = nobody")
                .rule("b.run = " + script + " wrong");
        try (var server = FerryServer.start(hooks.settings());
                var client = Dialogue.image(server)) {
            client.say("MKD in").expect("257");
            client.transmit("STOR out.txt", "1").expect("226");
            client.transmit("STOR in/a.txt", "1").expect("226");
            client.transmit("STOR b.csv", "1").expect("226");
            client.say("RNFR in/a.txt").expect("350");
            client.say("RNTO c.txt").expect("250");
            client.say("DELE c.txt").expect("250");
            client.say("DELE b.csv").expect("250");

            assertEquals(
                    Set.of("upload:/in/a.txt:", "upload:/b.csv:", "rename:/in/a.txt:/c.txt", "delete:/b.csv:"),
                    Set.copyOf(hooks.await("told", 4)));
        }
    }

    @Test
    void triesAgainAndGivesUpWithTheLastWords() {
        var hooks = hooks();
        var script = hooks.script("fail", "echo $FERRY_ATTEMPT >> $DIR/tries; printf 'no\\033[31m room'; exit 3");
        hooks.rule("a.events = upload")
                .rule("a.run = " + script)
                .rule("a.retries = 2")
                .rule("a.retry-pause = 5ms");
        try (var log = new LogLines("ferry.hook");
                var server = FerryServer.start(hooks.settings());
                var client = Dialogue.image(server)) {
            client.transmit("STOR a.txt", "1").expect("226");

            String line = log.await("gave up");
            assertTrue(line.contains("exit code 3: no\\u001b[31m room"), line);
            assertTrue(line.contains("upload /a.txt"), line);
            assertEquals(List.of("1", "2", "3"), hooks.await("tries", 3));
            Eventually.holds(
                    "the figures", () -> server.daemon().hooks().getFirst().givenUp() == 1);
            assertEquals(3, server.daemon().hooks().getFirst().failures());
        }
    }

    @Test
    void killsWhatTakesTooLongWithItsChildren() {
        var hooks = hooks();
        var script = hooks.script("hang", "sleep 1000 & echo $! $$ > $DIR/pids; wait");
        hooks.rule("a.events = upload")
                .rule("a.run = " + script)
                .rule("a.retries = 0")
                .rule("a.timeout = 500ms");
        try (var log = new LogLines("ferry.hook");
                var server = FerryServer.start(hooks.settings());
                var client = Dialogue.image(server)) {
            client.transmit("STOR a.txt", "1").expect("226");

            assertTrue(log.await("gave up").contains("killed after"));
            for (String pid : hooks.written("pids").strip().split(" ", -1)) {
                Eventually.holds(
                        "the end of " + pid,
                        () -> ProcessHandle.of(Long.parseLong(pid))
                                .map(process -> !process.isAlive())
                                .orElse(true));
            }
        }
    }

    @Test
    void waitsForNoChildThatAProgramLeaves() {
        var hooks = hooks();
        var script = hooks.script("leave", "sleep 1000 & echo $! > $DIR/pid");
        hooks.rule("a.events = upload").rule("a.run = " + script);
        try (var server = FerryServer.start(hooks.settings());
                var client = Dialogue.image(server)) {
            client.transmit("STOR a.txt", "1").expect("226");

            Eventually.holds(
                    "delivery", () -> server.daemon().hooks().getFirst().delivered() == 1);
        } finally {
            ProcessHandle.of(Long.parseLong(hooks.written("pid").strip())).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void holdsNobodyUpAndRunsNoMoreAtOnceThanItMay() {
        var hooks = hooks();
        var script = hooks.script(
                "slow", "echo + >> $DIR/log; while [ ! -e $DIR/go ]; do sleep 0.01; done; echo - >> $DIR/log");
        hooks.rule("a.events = upload").rule("a.run = " + script).rule("a.at-once = 2");
        try (var server = FerryServer.start(hooks.settings());
                var client = Dialogue.image(server)) {
            for (int i = 0; i < 5; i++) {
                client.transmit("STOR f" + i, "1").expect("226");
            }
            assertEquals(List.of("+", "+"), hooks.await("log", 2));
            hooks.script("out/go", "");

            var lines = hooks.await("log", 10);
            int running = 0;
            for (String line : lines) {
                running += line.equals("+") ? 1 : -1;
                assertTrue(running <= 2, lines::toString);
            }
        }
    }

    @Test
    void keepsTheOrderOfEachFile() throws Exception {
        var hooks = hooks();
        var script = hooks.script("order", "echo \"$1 $2\" >> $DIR/order");
        hooks.rule("a.events = *")
                .rule("a.paths = /**")
                .rule("a.run = " + script + " ${id} ${path}")
                .rule("a.at-once = 8");
        int clients = 4;
        int uploads = 8;
        try (var server = FerryServer.start(hooks.settings())) {
            var done = new CountDownLatch(clients);
            for (int c = 0; c < clients; c++) {
                int own = c;
                Thread.ofVirtual().start(() -> {
                    try (var client = Dialogue.image(server)) {
                        for (int i = 0; i < uploads; i++) {
                            client.transmit("STOR same", "from " + own + " " + i)
                                    .expect("226");
                            client.transmit("STOR own" + own, "1").expect("226");
                        }
                    } finally {
                        done.countDown();
                    }
                });
            }
            done.await();
            var lines = hooks.await("order", 2 * clients * uploads);

            assertEquals(2 * clients * uploads, lines.size());
            for (String path : List.of("/same", "/own0", "/own3")) {
                var ids = lines.stream()
                        .filter(line -> line.endsWith(" " + path))
                        .map(line -> line.substring(0, line.indexOf(' ')))
                        .toList();
                assertEquals(new ArrayList<>(new TreeSet<>(ids)), ids);
            }
        }
    }

    @Test
    void keepsTheOrderOverRenamesOfFolders() {
        var hooks = hooks();
        var script = hooks.script(
                "order",
                "[ $FERRY_EVENT != mkdir ] || while [ ! -e $DIR/go ]; do sleep 0.01; done\n"
                        + "echo \"$FERRY_EVENT $FERRY_PATH\" >> $DIR/order");
        hooks.rule("a.events = mkdir, upload, rename, delete").rule("a.run = " + script);
        try (var server = FerryServer.start(hooks.settings());
                var client = Dialogue.image(server)) {
            client.say("MKD a").expect("257");
            client.transmit("STOR a/file", "1").expect("226");
            client.say("RNFR a").expect("350");
            client.say("RNTO b").expect("250");
            client.say("DELE b/file").expect("250");
            client.transmit("STOR other", "1").expect("226");

            assertEquals(List.of("upload /other"), hooks.await("order", 1));
            hooks.script("out/go", "");
            assertEquals(
                    List.of("upload /other", "mkdir /a", "upload /a/file", "rename /a", "delete /b/file"),
                    hooks.await("order", 5));
        }
    }

    @Test
    void goesByOtherRulesAfterAReload() throws Exception {
        var hooks = hooks();
        var script = hooks.script("told", "echo \"$1\" >> $DIR/told");
        hooks.rule("a.events = upload").rule("a.run = " + script + " before:${path}");
        try (var server = FerryServer.start(hooks.settings());
                var client = Dialogue.image(server)) {
            client.transmit("STOR one", "1").expect("226");
            hooks.await("told", 1);
            hooks.clear()
                    .rule("a.events = delete")
                    .rule("a.run = " + script + " after:${path}")
                    .rule("b.events = upload")
                    .rule("b.run = " + script + " new:${path}");
            assertEquals(
                    List.of("hooks.file: hook a has changed", "hooks.file: hook b is new"),
                    server.reload(hooks.settings()));
            client.transmit("STOR two", "1").expect("226");
            hooks.await("told", 2);
            client.say("DELE two").expect("250");

            assertEquals(List.of("before:/one", "new:/two", "after:/two"), hooks.await("told", 3));
            assertEquals(
                    List.of("hooks.file: hook a is gone", "hooks.file: hook b is gone"),
                    server.reload(hooks.clear().settings()));
            assertFalse(server.daemon().hooks().stream().findAny().isPresent());
        }
    }

    @Test
    void keepsItsRulesWhenTheNewOnesAreWrong() {
        var hooks = hooks();
        var script = hooks.script("told", "echo \"$1\" >> $DIR/told");
        hooks.rule("a.events = upload").rule("a.run = " + script + " ${path}");
        try (var server = FerryServer.start(hooks.settings());
                var client = Dialogue.image(server)) {
            hooks.clear().rule("a.events = uploads").rule("a.run = " + script);
            Optional<String> told = Optional.empty();
            try {
                server.reload(hooks.settings());
            } catch (Exception e) {
                told = Optional.ofNullable(e.getMessage());
            }
            assertTrue(told.orElse("").contains("did you mean \"upload\"?"), told::toString);
            client.transmit("STOR one", "1").expect("226");

            assertEquals(List.of("/one"), hooks.await("told", 1));
        }
    }

    @Test
    void saysThatAnotherSpoolTakesARestart() throws Exception {
        var hooks = hooks();
        var script = hooks.script("told", "echo \"$1\" >> $DIR/told");
        hooks.rule("a.events = upload").rule("a.run = " + script + " ${path}");
        String blocked = Files.writeString(folder.resolve("file"), "") + "/spool";
        try (var server = FerryServer.start(hooks.settings());
                var client = Dialogue.image(server)) {
            var lines = server.reload(hooks.settings("hooks.spool=" + folder.resolve("other")));
            assertTrue(
                    lines.stream().anyMatch(line -> line.startsWith("hooks.spool: holds after a restart")),
                    lines::toString);
            Optional<String> fault = Optional.empty();
            try {
                server.reload(hooks.settings("hooks.spool=" + blocked));
            } catch (Exception e) {
                fault = Optional.ofNullable(e.getMessage());
            }
            assertTrue(fault.orElse("").contains("cannot be used as hooks.spool"), fault::toString);
            client.transmit("STOR one", "1").expect("226");

            assertEquals(List.of("/one"), hooks.await("told", 1));
        }
    }

    @Test
    void losesNoTimeAtTheEndWhenAProgramIsThroughSoon() {
        var hooks = hooks();
        var script = hooks.script(
                "slow", "echo begun > $DIR/begun; while [ ! -e $DIR/go ]; do sleep 0.01; done; echo done > $DIR/done");
        hooks.rule("a.events = upload").rule("a.run = " + script);
        try (var server = FerryServer.start(hooks.settings("shutdown-grace=300s"))) {
            try (var client = Dialogue.image(server)) {
                client.transmit("STOR one", "1").expect("226");
            }
            hooks.await("begun", 1);
            var closing = Thread.ofVirtual().start(server.daemon()::close);
            Eventually.holds("the stop", () -> closing.getState() == Thread.State.TIMED_WAITING);
            hooks.script("out/go", "");

            Eventually.holds("the end", () -> !closing.isAlive());
            assertEquals("done\n", hooks.written("done"));
        }
    }

    @Test
    void makesNoSpoolWithoutRules() {
        try (var server = FerryServer.start()) {
            assertFalse(Files.exists(server.folder().resolve("conf")));
        }
    }
}
