package ferry;

import ferry.config.ConfigReader;
import ferry.config.ServerConfig;
import ferry.log.EventLogs;
import ferry.properties.FaultyFileException;
import ferry.properties.Findings;
import ferry.protocol.Product;
import ferry.protocol.Wording;
import ferry.session.Hosts;
import ferry.tls.Certificates;
import ferry.user.PasswordHashes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line: {@code ferry serve|check|user|bans}. Exit codes: 0 done, 1 failed, 2 wrong configuration or usage. */
@Command(
        name = "ferry",
        description = "An FTP daemon that also speaks the old get and post protocol.",
        mixinStandardHelpOptions = true,
        version = "ferry " + Product.VERSION,
        subcommands = {
            UserCommands.class,
            BanCommands.class,
            StatusCommand.class,
            WhoCommand.class,
            KickCommand.class,
            BanCommand.class,
            LiftCommand.class,
            StatsCommand.class,
            ReloadCommand.class,
            DrainCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
    /** The configuration is wrong. */
    static final int WRONG_CONFIGURATION = 2;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    /** Runs the command line and exits. */
    public static void main(String[] arguments) {
        // File operations hold the carrier of a virtual thread: as many carriers as processors would be too few.
        if (System.getProperty("jdk.virtualThreadScheduler.parallelism") == null) {
            System.setProperty("jdk.virtualThreadScheduler.parallelism", "16");
        }
        var plain = PlainServe.sources(arguments);
        System.exit(plain.isPresent() ? serve(plain.get()) : new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                java.util.Objects.requireNonNull(spec).commandLine(), "a command is needed");
    }

    /** Options that say where the configuration is. */
    static final class Sources {
        @Option(
                names = "--config",
                paramLabel = "FILE",
                description = "the configuration, instead of conf/ferry.properties")
        private @Nullable Path file;

        @Option(
                names = "--set",
                paramLabel = "KEY=VALUE",
                description = "sets a key; again and again, the last one wins")
        private List<String> assignments = new ArrayList<>();

        /** Reads the configuration. */
        ServerConfig read() throws FaultyFileException {
            return ConfigReader.read(found());
        }

        /** Where it is. */
        ConfigReader.Sources found() {
            return sources(Optional.ofNullable(file), assignments);
        }
    }

    @Command(name = "serve", description = "Runs the daemon until SIGTERM.", mixinStandardHelpOptions = true)
    int serve(@CommandLine.Mixin Sources sources) {
        return serve(sources.found());
    }

    private static int serve(ConfigReader.Sources sources) {
        System.setProperty("ferry.log.appender", System.getProperty("ferry.log.appender", "queue"));
        int exit = reporting(() -> {
            Serving.serve(sources);
            return 0;
        });
        StartMark.remove(); // of a start that failed
        LogManager.shutdown(); // writes what waits in its queue
        return exit;
    }

    @Command(
            name = "rehearse",
            hidden = true,
            description = "Plays client with a daemon of its own in an empty folder, while an AOT cache is made of it.")
    int rehearse(@CommandLine.Parameters(paramLabel = "FOLDER") Path folder) {
        return reporting(() -> {
            Rehearsal.play(folder);
            return 0;
        });
    }

    @Command(
            name = "check",
            description = "Reads configuration, users and certificates, tells every fault, opens no port.",
            mixinStandardHelpOptions = true)
    int check(@CommandLine.Mixin Sources sources) {
        return reporting(() -> {
            var config = sources.read();
            var findings = new Findings();
            var certificates = findings.of(() -> certificates(config)).orElse(List.of());
            var hosts = findings.of(() -> OpenHosts.of(config, hashes()));
            findings.of(() -> EventLogs.check(config.log()));
            findings.check();
            certificates.forEach(System.out::println);
            System.out.println("configuration and users are right ("
                    + Wording.count(hosts.map(Main::users).orElse(0L), "user") + ")");
            return 0;
        });
    }

    private static List<String> certificates(ServerConfig config) throws FaultyFileException {
        return config.tls().isPresent() ? Certificates.check(config.tls().get()) : List.of();
    }

    private static long users(Hosts hosts) {
        return Stream.concat(Stream.of(hosts.standard()), hosts.named().values().stream())
                .distinct()
                .mapToLong(host -> host.users().users().size())
                .sum();
    }

    /** Where the configuration is: in this file, or the usual one, below these assignments. */
    static ConfigReader.Sources sources(Optional<Path> file, List<String> assignments) {
        var base = Path.of(System.getProperty("ferry.home", "")).toAbsolutePath();
        return new ConfigReader.Sources(base, file, System.getenv(), assignments);
    }

    /** Runs a command and words its failures for the administrator. */
    static int reporting(Callable<Integer> command) {
        try {
            return command.call();
        } catch (FaultyFileException e) {
            e.faults().forEach(System.err::println);
            return WRONG_CONFIGURATION;
        } catch (IOException e) {
            System.err.println("ferry: " + e.getMessage());
            return 1;
        } catch (Exception e) {
            System.err.println("ferry: " + e);
            return 1;
        }
    }

    /** The hashes of new passwords. */
    static PasswordHashes hashes() {
        return new PasswordHashes(PasswordHashes.DEFAULT_COST);
    }
}
