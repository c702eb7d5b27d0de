package ferry;

import com.google.common.io.CharStreams;
import ferry.config.HostConfig;
import ferry.config.ServerConfig;
import ferry.file.Permission;
import ferry.file.Rights;
import ferry.properties.FaultyFileException;
import ferry.protocol.HostName;
import ferry.user.User;
import ferry.user.UserFile;
import ferry.user.UserFileException;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that edit the users file: {@code ferry user add|passwd|account|list|remove}. */
@Command(name = "user", description = "Edits the users file.", mixinStandardHelpOptions = true)
final class UserCommands {
    /** Which users file is edited. */
    static final class Where {
        @Mixin
        private Main.Sources sources = new Main.Sources();

        @Option(names = "--host", paramLabel = "NAME", description = "the users of this virtual host (hosts.file)")
        private @Nullable String host;

        /** The users file of the host that was asked for. */
        private Path users(ServerConfig config) throws UserFileException {
            if (host == null) {
                return config.users();
            }
            var name = HostName.of(host);
            return config.hosts().stream()
                    .filter(each -> name.filter(each.names()::contains).isPresent())
                    .map(HostConfig::users)
                    .findFirst()
                    .orElseThrow(() -> new UserFileException("there is no host \"" + host + "\" in hosts.file"));
        }
    }

    /** How the password is asked for. */
    static final class Password {
        @Option(names = "--password-stdin", description = "reads the password from standard input, one line")
        private boolean fromStandardInput;

        /** Reads the password, without echo where there is a terminal. */
        @SuppressWarnings("SystemConsoleNull") // in Java 25 it is null again where there is no terminal
        String read(String what) throws IOException, UserFileException {
            if (fromStandardInput) {
                String all = CharStreams.toString(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                return all.lines().findFirst().orElse("");
            }
            Console console = System.console();
            if (console == null || !console.isTerminal()) {
                throw new UserFileException("no terminal to ask for the password; use --password-stdin");
            }
            String first = ask(console, what + ": ");
            if (!first.equals(ask(console, "again: "))) {
                throw new UserFileException("the two passwords differ");
            }
            return first;
        }

        private static String ask(Console console, String prompt) {
            char @Nullable [] typed = console.readPassword("%s", prompt);
            return typed == null ? "" : new String(typed);
        }
    }

    @Command(name = "add", description = "Adds a user.", mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "NAME") String name,
            @Mixin Where where,
            @Mixin Password password,
            @Option(names = "--home", paramLabel = "DIR", description = "the home; data/NAME otherwise") @Nullable
                    String home,
            @Option(names = "--write", description = "lets the user change files") boolean write) {
        return editing(where, file -> {
            var permissions = write ? Permission.ALL : Permission.READ_ONLY;
            file.add(name, password.read("password of " + name), home == null ? "data/" + name : home, permissions);
            return "added " + name;
        });
    }

    @Command(name = "passwd", description = "Changes a user's password.", mixinStandardHelpOptions = true)
    int passwd(@Parameters(paramLabel = "NAME") String name, @Mixin Where where, @Mixin Password password) {
        return editing(where, file -> {
            file.passwd(name, password.read("password of " + name));
            return "changed the password of " + name;
        });
    }

    @Command(
            name = "account",
            description = "Sets what a user must give by ACCT besides the password; nothing takes it away.",
            mixinStandardHelpOptions = true)
    int account(@Parameters(paramLabel = "NAME") String name, @Mixin Where where, @Mixin Password account) {
        return editing(where, file -> {
            file.account(name, account.read("the account of " + name));
            return "changed the account of " + name;
        });
    }

    @Command(name = "remove", description = "Removes a user; the home stays.", mixinStandardHelpOptions = true)
    int remove(@Parameters(paramLabel = "NAME") String name, @Mixin Where where) {
        return editing(where, file -> {
            file.remove(name);
            return "removed " + name;
        });
    }

    @Command(name = "list", description = "Lists the users.", mixinStandardHelpOptions = true)
    int list(@Mixin Where where) {
        return editing(
                where, file -> file.list().stream().map(UserCommands::line).collect(Collectors.joining("\n")));
    }

    private static String line(User user) {
        String rules = user.rights().rulesAsWritten();
        return user.name() + (user.enabled() ? "" : " (disabled)") + "  home " + user.home() + "  permissions "
                + Rights.words(user.permissions()) + (rules.isEmpty() ? "" : "  rights " + rules) + login(user)
                + (user.tls().required().orElse(false) ? "  TLS required" : "");
    }

    private static String login(User user) {
        return switch (user.login()) {
            case PASSWORD -> "";
            case CERTIFICATE -> "  login by certificate";
            case BOTH -> "  login by certificate and password";
            case EITHER -> "  login by certificate or password";
        };
    }

    /** An edit of the users file that tells what it did. */
    @FunctionalInterface
    private interface Edit {
        String apply(UserFile file) throws UserFileException, IOException;
    }

    private static int editing(Where where, Edit edit) {
        return Main.reporting(() -> {
            var config = where.sources.read();
            try {
                System.out.println(edit.apply(new UserFile(where.users(config), config.base(), Main.hashes())));
                return 0;
            } catch (UserFileException e) {
                System.err.println("ferry: " + e.getMessage());
                return e.getCause() instanceof FaultyFileException ? Main.WRONG_CONFIGURATION : 1;
            }
        });
    }
}
