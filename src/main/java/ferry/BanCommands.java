package ferry;

import ferry.config.ConfigReader;
import ferry.config.ServerConfig;
import ferry.console.Columns;
import ferry.guard.Ban;
import ferry.guard.BanFile;
import ferry.guard.Lifting;
import ferry.protocol.Escaped;
import ferry.protocol.Network;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The commands that show and change who is banned: {@code ferry bans list|lift|add}. They work on the file of the bans, with
 * and without a running daemon, which sees the change within a second.
 */
@Command(name = "bans", description = "Shows and changes who is banned.", mixinStandardHelpOptions = true)
final class BanCommands {
    private final Clock clock = Clock.systemUTC();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    /** Something that cannot be done, in words for the administrator. */
    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    @Command(name = "list", description = "Lists who is banned, and for how long.", mixinStandardHelpOptions = true)
    int list(@Mixin Main.Sources sources) {
        return withFile(sources, (file, _) -> {
            var content = file.read();
            content.faults().forEach(fault -> err().println(fault));
            var now = clock.instant();
            var bans = content.bans().stream()
                    .filter(ban -> ban.holds(now))
                    .sorted(Comparator.comparing(Ban::until))
                    .toList();
            if (bans.isEmpty()) {
                out().println("nobody is banned");
            } else {
                table(bans, now).forEach(out()::println);
            }
        });
    }

    private static List<String> table(List<Ban> bans, Instant now) {
        var rows = Stream.concat(
                        Stream.of(List.of("ADDRESS", "UNTIL", "LEFT", "NUMBER", "REASON")),
                        bans.stream()
                                .map(ban -> List.of(
                                        ban.network().toString(),
                                        ban.until().toString(),
                                        left(Duration.between(now, ban.until())),
                                        ban.byHand() ? "-" : Integer.toString(ban.times()),
                                        ban.reason())))
                .toList();
        return Columns.lines(rows);
    }

    private static String left(Duration time) {
        if (time.toDays() > 0) {
            return time.toDays() + "d " + time.toHoursPart() + "h";
        }
        return time.toHours() > 0
                ? time.toHours() + "h " + time.toMinutesPart() + "m"
                : time.toMinutes() + "m " + time.toSecondsPart() + "s";
    }

    @Command(
            name = "lift",
            description = "Ends the bans that an address or a network is under, and forgets them.",
            mixinStandardHelpOptions = true)
    int lift(
            @Parameters(paramLabel = "ADDRESS", arity = "0..*") @Nullable List<String> addresses,
            @Option(names = "--all", description = "ends all bans") boolean all,
            @Mixin Main.Sources sources) {
        var words = addresses == null ? List.<String>of() : addresses;
        if (all != words.isEmpty()) {
            throw new CommandLine.ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "an ADDRESS is needed, or --all");
        }
        return withFile(sources, (file, _) -> {
            var networks = new ArrayList<Network>();
            for (String word : words) {
                networks.add(network(word));
            }
            var lifting = all ? Lifting.all() : Lifting.of(networks);
            file.edit(lifting);
            if (!lifting.missed().isEmpty()) {
                throw new RefusedException(lifting.missed().getFirst() + " is not banned");
            }
            lifting.lifted().forEach(ban -> out().println("lifted " + ban.network()));
        });
    }

    @Command(
            name = "add",
            description = "Bans an address, or a network such as 192.0.2.0/24.",
            mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "NETWORK") String word,
            @Option(
                            names = "--for",
                            paramLabel = "TIME",
                            description = "how long, such as 1h or 7d; ban.time otherwise")
                    @Nullable
                    String time,
            @Option(names = "--reason", paramLabel = "TEXT", description = "what \"bans list\" is to tell") @Nullable
                    String reason,
            @Mixin Main.Sources sources) {
        return withFile(sources, (file, config) -> {
            var network = network(word);
            var until = clock.instant()
                    .plus(time == null ? config.guard().terms().time() : time(time))
                    .truncatedTo(ChronoUnit.SECONDS);
            var why = Escaped.text(Optional.ofNullable(reason).orElse("by the administrator"));
            file.edit(Ban.making(new Ban(network, until, 0, why)));
            out().println("banned " + network + " until " + until);
            if (config.guard().trusted().contains(network.address())) {
                err().println("ferry: " + network + " is in trusted-addresses, and is served all the same");
            }
        });
    }

    private static Duration time(String text) throws RefusedException {
        try {
            return ConfigReader.time(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("--for: " + e.getMessage());
        }
    }

    private static Network network(String word) throws RefusedException {
        return Network.parse(word)
                .orElseThrow(() -> new RefusedException(
                        "an address or a network like 192.0.2.0/24 is needed, not \"" + word + "\""));
    }

    /** What a command does with the file. */
    @FunctionalInterface
    private interface Work {
        void run(BanFile file, ServerConfig config) throws IOException, RefusedException;
    }

    private int withFile(Main.Sources sources, Work work) {
        return Main.reporting(() -> {
            var config = sources.read();
            try {
                var file = config.guard()
                        .file()
                        .orElseThrow(() -> new RefusedException(
                                "ban.file is empty: the bans are in the memory of the daemon alone"));
                work.run(new BanFile(file), config);
                return 0;
            } catch (RefusedException e) {
                err().println("ferry: " + e.getMessage());
                return 1;
            }
        });
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }
}
