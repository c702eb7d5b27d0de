package ferry.guard;

import com.google.common.base.Ascii;
import ferry.protocol.Escaped;
import ferry.protocol.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Decides which clients are served at all, and lets nobody guess passwords fast or for long. A source of guesses is an
 * IPv4 address, or the 64 bits of an IPv6 network.
 *
 * <p>What counts is a wrong secret: password or account, of a name that exists or not. A right one is forgiven the wrong ones
 * for the same account only, so that nobody who has an account can guess at others without end. What cannot be a guess
 * does not count: words of other protocols, which any web page can make its visitors send, and failed TLS handshakes,
 * behind which stands a client that does not trust the server's certificate. Safe for all threads.
 */
public final class Guard implements AutoCloseable {
    /** Whether a connection is served. */
    public enum Admission {
        /** It is. */
        YES,
        /** Its source is banned. */
        BANNED,
        /** Its source connects too often. */
        TOO_FAST
    }

    /** What a banned client is told. */
    public static final String BANNED = "Too many wrong logins from your address; try later";

    private static final Logger LOG = LogManager.getLogger(Guard.class);
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int NAMES_TOLD = 3;
    private static final int LONGEST_REASON = 256;

    private volatile GuardSettings settings;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Consumer<Ban> banned;
    private final Bans bans;
    private final FailedLogins failures;
    private final LoginTurns turns = new LoginTurns();
    private volatile Optional<ConnectionRate> rate;
    private final Lobby lobby;
    private volatile Optional<BanKeeper> keeper;

    private Guard(GuardSettings settings, Clock clock, LongSupplier nanoTime, Consumer<Ban> banned) {
        this.settings = settings;
        this.banned = banned;
        this.clock = clock;
        this.nanoTime = nanoTime;
        bans = new Bans(settings.terms(), clock);
        failures = new FailedLogins(settings.terms().window(), nanoTime);
        rate = rate(settings.connectionsPerSecond());
        lobby = new Lobby(most(settings), nanoTime);
        keeper = keeper(settings);
    }

    private Optional<ConnectionRate> rate(int perSecond) {
        return perSecond == 0 ? Optional.empty() : Optional.of(new ConnectionRate(perSecond, nanoTime));
    }

    private static int most(GuardSettings settings) {
        return settings.unauthenticated() == 0 ? Integer.MAX_VALUE : settings.unauthenticated();
    }

    private Optional<BanKeeper> keeper(GuardSettings of) {
        return of.file().map(file -> new BanKeeper(bans, new BanFile(file), clock, this::appeared));
    }

    /** Begins to guard, with the bans of before; {@code banned} hears of each new one. */
    public static Guard start(GuardSettings settings, Consumer<Ban> banned) {
        return start(settings, Clock.systemUTC(), System::nanoTime, banned);
    }

    /** The same with other clocks, and without a word. */
    static Guard start(GuardSettings settings, Clock clock, LongSupplier nanoTime) {
        return start(settings, clock, nanoTime, _ -> {});
    }

    private static Guard start(GuardSettings settings, Clock clock, LongSupplier nanoTime, Consumer<Ban> banned) {
        var guard = new Guard(settings, clock, nanoTime, banned);
        guard.keeper.ifPresent(BanKeeper::start);
        return guard;
    }

    /**
     * Goes on with other settings. What is known of failed logins, bans and sessions that wait stays; bans go to the file that
     * is named now. Called by one thread at a time.
     */
    public void take(GuardSettings next) {
        var before = settings;
        settings = next;
        bans.terms(next.terms());
        failures.window(next.terms().window());
        lobby.most(most(next));
        if (before.connectionsPerSecond() != next.connectionsPerSecond()) {
            rate = rate(next.connectionsPerSecond());
        }
        if (!before.file().equals(next.file())) {
            keeper.ifPresent(BanKeeper::close);
            bans.unsave();
            keeper = keeper(next);
            keeper.ifPresent(BanKeeper::start);
        }
    }

    /** Whether a connection that this client has just made is served. Takes no time. */
    public Admission admit(InetAddress client) {
        if (settings.trusted().contains(client)) {
            return Admission.YES;
        }
        var source = Network.source(client);
        if (bans.of(client, source).isPresent()) {
            return Admission.BANNED;
        }
        var pace = rate;
        return pace.isEmpty() || pace.get().admits(source) ? Admission.YES : Admission.TOO_FAST;
    }

    /** The bans that are in force. */
    public List<Ban> bans() {
        var now = clock.instant();
        return bans.all().stream().filter(ban -> ban.holds(now)).toList();
    }

    /**
     * Changes the bans as the administrator wants it, at once, here and in their file; throws when that cannot be written, and
     * nothing has changed then.
     */
    public void change(BanFile.Edit edit) throws IOException {
        var file = keeper;
        if (file.isPresent()) {
            file.get().change(edit);
        } else {
            var known = bans.unsaved();
            bans.take(edit.apply(bans.all()), known).forEach(this::appeared);
        }
    }

    /** How long a ban holds for which nothing else is said. */
    public Duration banTime() {
        return settings.terms().time();
    }

    /** Whether this client is served whatever bans there are. */
    public boolean trusts(InetAddress client) {
        return settings.trusted().contains(client);
    }

    /** The sessions that wait for their login. */
    public Lobby lobby() {
        return lobby;
    }

    /** The pace of a new session's commands. */
    public Optional<CommandPace> commandPace() {
        int perSecond = settings.commandsPerSecond();
        return perSecond == 0 ? Optional.empty() : Optional.of(new CommandPace(perSecond));
    }

    /**
     * Lets a client try a secret when it is its turn: a few tries of a source at a time, and none in the pause behind a wrong
     * one. So guesses over many connections are no faster than one after the other. Blocks.
     */
    public <T> Attempt<T> attempt(InetAddress client, Account account, Supplier<Optional<T>> secret) {
        if (settings.trusted().contains(client)) {
            return secret.get().<Attempt<T>>map(Attempt.Right::new).orElseGet(() -> new Attempt.Wrong<>(Duration.ZERO));
        }
        var source = Network.source(client);
        if (bans.of(client, source).isPresent()) {
            return new Attempt.Refused<>(BANNED);
        }
        if (!turns.begin(source, PATIENCE)) {
            return new Attempt.Refused<>("Too many logins from your address; try later");
        }
        try {
            return inTurn(client, source, account, secret);
        } finally {
            turns.end(source);
        }
    }

    private <T> Attempt<T> inTurn(InetAddress client, Network source, Account account, Supplier<Optional<T>> secret) {
        for (long left = failures.pauseLeft(source); left > 0; left = failures.pauseLeft(source)) {
            LockSupport.parkNanos(this, left);
        }
        if (bans.of(client, source).isPresent()) { // since the wait began
            return new Attempt.Refused<>(BANNED);
        }
        var gain = secret.get();
        if (gain.isPresent()) {
            failures.forgive(source, account);
            return new Attempt.Right<>(gain.get());
        }
        return failed(source, account);
    }

    private <T> Attempt<T> failed(Network source, Account account) {
        var accounts = failures.note(source, account);
        int most = settings.terms().failures();
        if (most > 0 && accounts.size() >= most) {
            if (failures.forget(source)) { // else another one that failed in the same moment has done it
                ban(source, accounts);
            }
            return new Attempt.Refused<>(BANNED);
        }
        long longest = settings.longestPause().toNanos();
        long quietUntil = failures.pause(source, Math.min(STEP_NANOS * accounts.size(), longest));
        return new Attempt.Wrong<>(Duration.ofNanos(Math.clamp(quietUntil - nanoTime.getAsLong(), 0, longest)));
    }

    private void ban(Network source, List<Account> accounts) {
        var ban = bans.impose(source, reason(accounts));
        LOG.warn("{} is banned until {} (ban {}): {}", source, ban.until(), ban.times(), ban.reason());
        keeper.ifPresent(BanKeeper::tell);
        banned.accept(ban);
        lobby.dismiss(client -> Network.source(client).equals(source), BANNED);
    }

    /** Such as {@code 10 wrong logins as "root", "admin", "test" and others}. */
    private static String reason(List<Account> accounts) {
        var names = accounts.stream().map(Account::user).distinct().toList();
        String told = names.stream()
                .limit(NAMES_TOLD)
                .map(name -> "\"" + Escaped.text(name) + "\"")
                .collect(Collectors.joining(", "));
        return Ascii.truncate(
                accounts.size() + " wrong logins as " + told + (names.size() > NAMES_TOLD ? " and others" : ""),
                LONGEST_REASON,
                "...");
    }

    private void appeared(Ban ban) {
        LOG.info("{} is banned until {}: {}", ban.network(), ban.until(), ban.reason());
        banned.accept(ban);
        lobby.dismiss(
                client -> ban.network().contains(client) && !settings.trusted().contains(client), BANNED);
    }

    /** Writes the last bans, and ends. */
    @Override
    public void close() {
        keeper.ifPresent(BanKeeper::close);
    }
}
