package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The AOT cache of {@code bin/ferry}, in an installation whose Java is a script that tells how it was called. */
@Timeout(60)
final class LauncherTest {
    @TempDir
    private Path folder;

    /** What a run printed and how it ended. */
    private record Outcome(int exit, String out, String error) {}

    @BeforeEach
    void install() throws IOException {
        for (String name : List.of("bin", "lib", "java/bin")) {
            Files.createDirectories(folder.resolve(name));
        }
        Files.copy(Path.of("bin/ferry"), folder.resolve("bin/ferry"));
        Files.writeString(folder.resolve("lib/ferry.jar"), "a jar");
        Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"25.0.1\"\n");
        java("printf '%s\\n' \"$file\" >\"$file\"");
    }

    /** A Java that does this where it is to make a cache, and tells its arguments. */
    private void java(String making) throws IOException {
        java(making, "rm -f \"$mark\"");
    }

    /** The same, which ends a start like this. */
    private void java(String making, String starting) throws IOException {
        var java = folder.resolve("java/bin/java");
        Files.writeString(java, """
                #!/bin/sh
                for word; do
                    case $word in
                        -XX:AOTCacheOutput=*) file=${word#*=}; echo "$@" >>"%s"; %s;;
                        -Dferry.start-mark=*) mark=${word#*=};;
                    esac
                done
                echo "$@"
                %s
                """.formatted(folder.resolve("makings"), making, starting));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Outcome run(List<String> before, String... arguments) throws Exception {
        var command = new ArrayList<>(before);
        command.add(folder.resolve("bin/ferry").toString());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("FERRY_"));
        builder.environment().put("JAVA_HOME", folder.resolve("java").toString());
        var process = builder.start();
        process.getOutputStream().close();
        var outcome = new Outcome(
                process.waitFor(),
                new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8),
                new String(process.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return outcome;
    }

    private Outcome run(String... arguments) throws Exception {
        return run(List.of(), arguments);
    }

    private List<Path> caches() throws IOException {
        try (var files = Files.list(folder.resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".aot")).toList();
        }
    }

    private int makings() throws IOException {
        var file = folder.resolve("makings");
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    private void awaitCache() {
        Eventually.holdsInTheEnd("a cache, and nothing beside it", () -> caches().size() == 1 && leftOvers() == 0);
    }

    private long leftOvers() throws IOException {
        try (var files = Files.list(folder.resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".new")).count();
        }
    }

    @Test
    void makesACacheAtTheFirstStartAndUsesItAtTheNext() throws Exception {
        var first = run("serve");
        awaitCache();
        var second = run("serve");

        assertFalse(first.out().contains("-XX:AOTCache="), first.out());
        assertTrue(second.out().contains("-XX:AOTCache=" + caches().getFirst() + " "), second.out());
        assertEquals("", first.error() + second.error());
        assertEquals(1, makings());
    }

    /** Or the JVM would leave it aside. */
    @Test
    void makesTheCacheWithTheOptionsOfTheRun() throws Exception {
        var own = List.of("env", "FERRY_JAVA_OPTS=--add-modules=java.sql -XX:+UseParallelGC -Xmx1g");
        run(own, "aot");

        var options = Splitter.on(' ')
                .splitToStream(run(own, "serve").out().strip())
                .filter(option -> option.startsWith("--") || option.startsWith("-XX:"))
                .filter(option -> !option.startsWith("-XX:AOTCache="))
                .toList();

        String making = Files.readString(folder.resolve("makings"));
        assertTrue(options.contains("-XX:+UseCompactObjectHeaders"), options.toString());
        for (String option : options) {
            assertTrue(making.contains(option + " "), option);
        }
    }

    @Test
    void makesTheCacheOnDemand() throws Exception {
        var making = run("aot");
        var use = run("check");

        assertEquals(new Outcome(0, "", ""), making);
        assertTrue(use.out().contains("-XX:AOTCache=" + caches().getFirst() + " "), use.out());
    }

    @Test
    void makesNoneForOtherCommandsThanServe() throws Exception {
        var outcome = run("check");

        assertFalse(outcome.out().contains("AOT"), outcome.out());
        assertEquals(List.of(), caches());
    }

    @Test
    void makesItAnewWhenTheJarIsAnother() throws Exception {
        run("aot");
        var old = caches().getFirst();
        Files.writeString(folder.resolve("lib/ferry.jar"), "another jar");
        Files.setLastModifiedTime(
                folder.resolve("lib/ferry.jar"), FileTime.from(Instant.now().plusSeconds(5)));

        var outcome = run("serve");
        Eventually.holdsInTheEnd("the new cache", () -> caches().size() == 1 && !Files.exists(old));

        assertFalse(outcome.out().contains("-XX:AOTCache="), outcome.out());
        assertTrue(run("serve").out().contains("-XX:AOTCache=" + caches().getFirst() + " "));
    }

    @Test
    void takesAnotherCacheForAnotherCollector() throws Exception {
        run("aot");

        var outcome = run(List.of("env", "FERRY_JAVA_OPTS=-XX:+UseSerialGC"), "check");

        assertFalse(outcome.out().contains("-XX:AOTCache="), outcome.out());
        assertFalse(outcome.out().contains("UseG1GC"), outcome.out());
    }

    @Test
    void doesWithoutWhereItIsSwitchedOff() throws Exception {
        run("aot");

        var outcome = run(List.of("env", "FERRY_AOT=off"), "serve");

        assertFalse(outcome.out().contains("AOT"), outcome.out());
        assertEquals(1, run(List.of("env", "FERRY_AOT=off"), "aot").exit());
    }

    @Test
    void triesOnceWhereNoneCanBeMade() throws Exception {
        java("exit 1");

        run("serve");
        awaitCache();
        var second = run("serve");

        assertFalse(second.out().contains("-XX:AOTCache="), second.out());
        assertEquals("", second.error());
        assertEquals(1, makings());
        assertEquals(0, Files.size(caches().getFirst()));
    }

    @Test
    void saysWhyNoneCanBeMadeOnDemand() throws Exception {
        java("echo no room; exit 1");

        var outcome = run("aot");

        assertEquals(1, outcome.exit());
        assertEquals("", outcome.out());
        assertTrue(outcome.error().contains("no room"), outcome.error());
        assertTrue(outcome.error().contains("could not be made"), outcome.error());
        assertEquals(List.of(), caches());
        assertEquals(0, leftOvers());
    }

    /** Bytes that are wrong inside of it are not found out by the JVM, which reads them where they are. */
    @Test
    void makesItAnewWhenAStartWithItHasDied() throws Exception {
        java("date >\"$file\"", "[ -z \"$mark\" ] || kill -SEGV $$");
        run("aot");

        var crash = run("serve");
        var next = run("serve");
        awaitCache();

        assertEquals(139, crash.exit());
        assertFalse(next.out().contains("-XX:AOTCache="), next.out());
        assertEquals(2, makings());
    }

    @Test
    void keepsItWhenAStartWithItHasFailed() throws Exception {
        java("date >\"$file\"", "[ -z \"$mark\" ] || { rm -f \"$mark\"; exit 2; }");
        run("aot");

        var failure = run("serve");
        var next = run("serve");

        assertEquals(2, failure.exit());
        assertTrue(next.out().contains("-XX:AOTCache="), next.out());
        assertEquals(1, makings());
    }

    @Test
    void takesTheJarsOfTheAdministratorBehindItsOwn() throws Exception {
        Files.createDirectory(folder.resolve("plugins"));
        Files.writeString(folder.resolve("plugins/a.jar"), "a jar");
        Files.writeString(folder.resolve("plugins/notes.txt"), "no jar");

        var outcome = run("check");

        String jars = " -cp " + folder.resolve("lib/ferry.jar") + ":" + folder.resolve("plugins/a.jar") + " ferry.Main";
        assertTrue(outcome.out().contains(jars), outcome.out());
    }

    @Test
    void startsWhereItMayNotWrite() throws Exception {
        boolean root = "root".equals(System.getProperty("user.name"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(folder.resolve("lib"), PosixFilePermissions.fromString("r-xr-xr-x"));

        var outcome = run(root ? List.of("setpriv", "--reuid=65534", "--clear-groups") : List.of(), "serve");

        assertEquals(0, outcome.exit(), outcome.error());
        assertEquals("", outcome.error());
        assertTrue(outcome.out().endsWith("ferry.Main serve\n"), outcome.out());
        assertEquals(List.of(), caches());
        assertEquals(0, makings());
    }
}
