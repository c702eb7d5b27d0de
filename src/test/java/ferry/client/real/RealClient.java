package ferry.client.real;

import ferry.client.FerryServer;
import ferry.client.Installed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A client for one test, and the daemon it talks to. The client runs in a folder of its own, with a home and an
 * environment of its own, without a terminal. What it said is shown when the test fails; all is gone after the test.
 *
 * <p>Where the client is not installed, the test is skipped; under {@code -Dferry.clients=required} it fails.
 */
final class RealClient implements AfterEachCallback {
    private final List<String> program;
    private final Path top;
    private final Path folder;
    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private final List<Running> started = new ArrayList<>();
    private final List<Path> shown = new ArrayList<>();
    private final Optional<FerryServer> server;

    /** A program and the arguments that it is always given, and a daemon of its own. */
    RealClient(String... program) {
        this(List.of(program), () -> Optional.of(FerryServer.start()));
    }

    private RealClient(List<String> program, Supplier<Optional<FerryServer>> start) {
        this.program = program;
        program.stream().limit(1).forEach(Installed::require);
        try {
            top = Files.createTempDirectory("client");
            folder = Files.createDirectory(top.resolve("folder"));
            home = Files.createDirectory(top.resolve("home"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", home.toString());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("TZ", "UTC0");
        server = start.get();
    }

    /** A place for any client, which talks to a daemon of the test's own. */
    static RealClient withoutServer() {
        return new RealClient(List.of(), Optional::empty);
    }

    /** Sets a variable of the environment of what is started from now on. */
    void set(String variable, String value) {
        environment.put(variable, value);
    }

    /** The daemon. */
    FerryServer server() {
        return server.orElseThrow();
    }

    /** A file below the home of the user {@code ferry}, on the daemon's side. */
    Path remote(String name) {
        return server().home().resolve(name);
    }

    /** A file below the folder in which the client runs. */
    Path local(String name) {
        return folder.resolve(name);
    }

    /** The home of the client's own user, where it keeps its settings. */
    Path home() {
        return home;
    }

    /** The number of the daemon's port, as clients take it. */
    String port() {
        return Integer.toString(server().port());
    }

    /** The address of a file; what a URL does not allow in a name is escaped. */
    String url(String name) {
        try {
            return new URI("ftp://127.0.0.1:" + port()) + new URI(null, null, "/" + name, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The same with user and password. */
    String urlWithLogin(String name) {
        return url(name).replace("//", "//ferry:ferry@");
    }

    /** Runs the client to its end. */
    Outcome run(String... arguments) {
        return feed("", arguments);
    }

    /** Runs the client to its end with these options before the arguments. */
    Outcome run(List<String> options, String... arguments) {
        return run(Stream.concat(options.stream(), Stream.of(arguments)).toArray(String[]::new));
    }

    /** Runs the client to its end with this as its standard input. */
    Outcome feed(String input, String... arguments) {
        return start(input, command(arguments)).outcome();
    }

    /** Starts the client and lets it run. */
    Running start(String... arguments) {
        return start("", command(arguments));
    }

    /** Starts any program in the place of the client. */
    Running start(String input, List<String> command) {
        var process = Running.start(
                new ProcessBuilder(command).directory(folder.toFile()),
                environment,
                top.resolve("run-" + started.size()),
                input);
        started.add(process);
        return process;
    }

    /** Shows this file as well when the test fails. */
    void show(Path file) {
        shown.add(file);
    }

    private List<String> command(String... arguments) {
        var command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        return command;
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        try {
            started.reversed().forEach(Running::end);
            if (context.getExecutionException().isPresent()) {
                started.forEach(System.err::println);
                for (var file : shown) {
                    System.err.println(Files.readString(file));
                }
            }
        } finally {
            server.ifPresent(FerryServer::close);
            PathUtils.deleteDirectory(top);
        }
    }
}
