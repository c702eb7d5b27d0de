package ferry.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import ferry.client.Dialogue;
import ferry.client.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A daemon in a process of its own, started as {@code bin/ferry serve} does, which can be killed and started again on the
 * same folder. The user is {@code ferry} with the password {@code ferry}, whose home is {@link #home}.
 */
final class Daemon implements AutoCloseable {
    /** What bin/ferry gives to the JVM. */
    private static final List<String> JVM = List.of(
            "-XX:+UseCompactObjectHeaders",
            "-XX:+UseG1GC",
            "-Xms32m",
            "-Xmx512m",
            "-Djdk.virtualThreadScheduler.parallelism=16",
            "-Dlog4j.encoder.charBufferSize=256",
            "-Dlog4j.encoder.byteBufferSize=1024");

    private static final String USER = """
            ftpserver.user.ferry.userpassword=$2a$04$DsD1xS5NSOksQmywqm0kXeemKCQbRERstTiJH2ePn6jRwh1gEpZW.
            ftpserver.user.ferry.homedirectory=home
            ftpserver.user.ferry.writepermission=true
            """;

    private final Path folder;
    private final Path home;
    private final List<String> launcher = new ArrayList<>();
    private final List<String> jvm = new ArrayList<>(JVM);
    private final List<String> settings = new ArrayList<>(List.of(
            "ftp.listen=127.0.0.1:0", "legacy.listen=", "passive.ports=0", "tls.enabled=false", "shutdown-grace=1s"));
    private final Map<String, String> environment = new HashMap<>();
    private Optional<Process> process = Optional.empty();
    private String ready = "";

    private Daemon(Path folder) throws IOException {
        this.folder = folder;
        home = Files.createDirectories(folder.resolve("home"));
        Files.writeString(folder.resolve("users.properties"), USER);
    }

    /** A daemon in a new folder of this one, not started yet. */
    static Daemon in(Path parent) throws IOException {
        return new Daemon(Files.createTempDirectory(parent, "daemon"));
    }

    /** A daemon in a new folder, not started yet. */
    static Daemon anywhere() throws IOException {
        return in(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** Puts this before the command of the JVM. */
    Daemon under(String... command) {
        launcher.addAll(List.of(command));
        return this;
    }

    /** Lets it hear SIGHUP, though who runs the tests may not: a JVM that is started with the signal ignored never does. */
    Daemon hearingHangup() {
        return under("env", "--default-signal=HUP");
    }

    /** Gives this to the JVM as well; the last one wins. */
    Daemon jvm(String... options) {
        jvm.addAll(List.of(options));
        return this;
    }

    /** Sets keys, {@code key=value} each; the last one wins. */
    Daemon set(String... assignments) {
        settings.addAll(List.of(assignments));
        return this;
    }

    /** Gives it a variable of the environment. */
    Daemon environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Writes its configuration; what is set goes before it. */
    Daemon configuration(String text) throws IOException {
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(folder.resolve("conf/ferry.properties"), text);
        return this;
    }

    /** Sends it a signal, such as HUP. */
    void signal(String name) throws IOException {
        new ProcessBuilder("kill", "-" + name, Long.toString(virtualMachine().pid())).start();
    }

    /** Waits until the log has a line with this. */
    void awaitLog(String text) {
        Eventually.holdsInTheEnd("the log to tell " + text, () -> read(log()).contains(text));
    }

    /** Adds a line for the users file. */
    Daemon user(String line) throws IOException {
        Files.writeString(users(), Files.readString(users()) + line + "\n");
        return this;
    }

    /** Starts it, and waits until it is ready. */
    Daemon start() throws IOException {
        var command = new ArrayList<>(launcher);
        command.addAll(java());
        command.add("serve");
        settings.forEach(setting -> command.addAll(List.of("--set", setting)));
        var out = folder.resolve("out");
        Files.deleteIfExists(out);
        var started = builder(command)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        process = Optional.of(started);
        Eventually.holdsInTheEnd("the daemon to be ready", () -> {
            if (!started.isAlive()) {
                throw new IllegalStateException(log("the daemon ended"));
            }
            ready = read(out);
            return ready.endsWith("\n");
        });
        return this;
    }

    /** Runs another command of bin/ferry in the same folder, with this input; the process has been started. */
    Process command(String input, String... arguments) throws IOException {
        var command = new ArrayList<>(java());
        command.addAll(List.of(arguments));
        var given = Files.writeString(Files.createTempFile(folder, "input", ""), input);
        return builder(command)
                .redirectInput(given.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("command").toFile())
                .start();
    }

    private List<String> java() {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(jvm);
        command.add("-Dferry.home=" + folder);
        var log = folder.resolve("conf/log4j2.xml"); // its own, or the shipped one
        command.add("-Dlog4j2.configurationFile="
                + (Files.exists(log) ? log : Path.of("conf/log4j2.xml").toAbsolutePath()));
        command.addAll(List.of("-cp", ClassPath.of(), "ferry.Main"));
        return command;
    }

    private ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("FERRY_"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        return builder;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens for FTP. */
    InetSocketAddress ftp() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port("ftp"));
    }

    /** The number of a port, by the name that it has in the line that says that the daemon is ready. */
    int port(String listener) {
        return Stream.of(ready.strip().split(" ", -1))
                .filter(word -> word.startsWith(listener + "="))
                .map(word -> Integer.parseInt(word.substring(word.lastIndexOf(':') + 1)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(ready));
    }

    /** A client that has logged in, in TYPE I. */
    Dialogue client() {
        var client = new Dialogue(ftp());
        client.expect("220");
        client.login();
        client.say("TYPE I").expect("200");
        return client;
    }

    /** The home of the user. */
    Path home() {
        return home;
    }

    /** The users file. */
    Path users() {
        return folder.resolve("users.properties");
    }

    /** The installation folder. */
    Path folder() {
        return folder;
    }

    /** The names in the home, hidden ones too. */
    List<String> names() throws IOException {
        try (var files = Files.list(home)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Path log() {
        return folder.resolve("log");
    }

    /** The last that it has logged, behind these words. */
    String log(String words) {
        var lines = read(log()).lines().toList();
        return words + "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    /** The process: the daemon, or what it was put under. */
    Process process() {
        return process.orElseThrow();
    }

    /** The process of the JVM. */
    ProcessHandle virtualMachine() {
        return Stream.concat(
                        Stream.of(process().toHandle()), process().toHandle().descendants())
                .filter(handle -> handle.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow();
    }

    /** Kills it at once: SIGKILL. */
    void kill() {
        process().toHandle().descendants().forEach(ProcessHandle::destroyForcibly);
        process().destroyForcibly();
        awaitEnd();
    }

    /** Asks it to end: SIGTERM. */
    void stop() {
        virtualMachine().destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            assertTrue(process().waitFor(30, TimeUnit.SECONDS), log("the daemon does not end"));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Kills it, and takes its folder away. */
    @Override
    public void close() throws IOException {
        if (process.isPresent()) {
            kill();
        }
        MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
}
