package ferry.figures;

import ferry.event.Actor;
import ferry.event.Event;
import ferry.event.Events;
import ferry.event.Kind;
import ferry.protocol.ReplyCode;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the daemon counts, from its start on. To count costs a few nanoseconds and goes on always; how long commands take is
 * measured only while somebody wants to know. Safe for all threads.
 */
public final class Figures implements Events.Listener {
    private static final double[] COMMAND_SECONDS = {0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60};

    private static final List<String> REASONS = List.of("banned", "too-fast", "server-full", "address-full");
    private static final List<String> OUTCOMES = List.of("TLSv1.3", "TLSv1.2", "failed");

    private final Map<Transfers.Kind, Transfers> transfers = new ConcurrentHashMap<>();
    private final Map<String, Histogram> commands = new ConcurrentHashMap<>();
    private final EnumMap<ReplyCode, LongAdder> replies = new EnumMap<>(ReplyCode.class);
    private final EnumMap<Kind, LongAdder> changes = new EnumMap<>(Kind.class);
    private final Map<String, LongAdder> connections = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> handshakes = new ConcurrentHashMap<>();
    private final Map<Login, LongAdder> logins = new ConcurrentHashMap<>();
    private final UserFigures users = new UserFigures();
    private final LongAdder bans = new LongAdder();
    private volatile boolean timing;

    /**
     * Logins of one kind.
     *
     * @param protocol ftp, ftps or legacy
     * @param success whether they were let in
     */
    public record Login(String protocol, boolean success) {}

    /** Nothing has happened yet. */
    public Figures() {
        for (var code : ReplyCode.values()) {
            replies.put(code, new LongAdder());
        }
        for (var kind : Kind.values()) {
            changes.put(kind, new LongAdder());
        }
        for (var protocol : Actor.Protocol.values()) {
            connections.put(protocol.word(), new LongAdder());
            logins.put(new Login(protocol.word(), true), new LongAdder());
            logins.put(new Login(protocol.word(), false), new LongAdder());
        }
        // What has not happened yet is 0 and not missing, so that the first time is seen as a change.
        REASONS.forEach(reason -> refusals.put(reason, new LongAdder()));
        OUTCOMES.forEach(outcome -> handshakes.put(outcome, new LongAdder()));
    }

    // ---- who counts

    /** Measures how long commands take from now on, or does not. */
    public void timing(boolean wanted) {
        timing = wanted;
    }

    /** The beginning of a command, for {@link #answered}; 0 when nobody wants to know. */
    public long begin() {
        return timing ? System.nanoTime() : 0;
    }

    /** A command of this verb, one of the command table's, has got this reply. */
    public void answered(String verb, ReplyCode code, long begun) {
        Objects.requireNonNull(replies.get(code)).increment();
        if (begun != 0) {
            commands.computeIfAbsent(verb, _ -> new Histogram(COMMAND_SECONDS)).add(System.nanoTime() - begun);
        }
    }

    /** A client has connected and is served. */
    public void connected(Actor.Protocol protocol) {
        count(connections, protocol.word());
    }

    /** A client was not served; the reason is one of a few words. */
    public void refused(String reason) {
        count(refusals, reason);
    }

    /** As a constant is written in a label, such as {@code server-full}. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A TLS handshake on a control connection has ended with this version, or as {@code failed}. */
    public void handshake(String outcome) {
        count(handshakes, outcome);
    }

    @Override
    public void heard(Event event) {
        switch (event) {
            case Event.Transferred transferred -> count(transferred);
            case Event.Changed changed ->
                Objects.requireNonNull(changes.get(changed.kind())).increment();
            case Event.LoggedIn in
            when in.kind() != Kind.LOGOUT ->
                count(logins, new Login(in.actor().protocol().word(), in.kind() == Kind.LOGIN));
            case Event.LoggedIn _ -> {}
            case Event.Banned _ -> bans.increment();
        }
    }

    private void count(Event.Transferred event) {
        boolean up = event.kind() == Kind.UPLOAD || event.kind() == Kind.UPLOAD_FAILED;
        var movement = event.movement();
        var kind = new Transfers.Kind(
                event.actor().protocol().word(), up ? "upload" : "download", movement.secure(), event.complete());
        var known = transfers.get(kind);
        (known == null ? transfers.computeIfAbsent(kind, _ -> new Transfers()) : known)
                .add(movement.bytes(), movement.nanos());
        users.add(event.actor().user(), up, movement.bytes());
    }

    private static <K> void count(Map<K, LongAdder> all, K key) {
        var known = all.get(key);
        (known == null ? all.computeIfAbsent(key, _ -> new LongAdder()) : known).increment();
    }

    // ---- who shows

    /** The transfers by kind. */
    public Map<Transfers.Kind, Transfers> transfers() {
        return Map.copyOf(transfers);
    }

    /**
     * Transfers of one protocol and direction.
     *
     * @param complete how many came to their end
     * @param failed how many did not
     * @param bytes how much all of them moved
     */
    public record Moved(long complete, long failed, long bytes) {}

    /** What was moved by a protocol in a direction, in clear and by TLS. */
    public Moved moved(String protocol, String direction) {
        long complete = 0;
        long failed = 0;
        long bytes = 0;
        for (var each : transfers.entrySet()) {
            var kind = each.getKey();
            if (kind.protocol().equals(protocol) && kind.direction().equals(direction)) {
                long count = each.getValue().count();
                complete += kind.complete() ? count : 0;
                failed += kind.complete() ? 0 : count;
                bytes += each.getValue().bytes();
            }
        }
        return new Moved(complete, failed, bytes);
    }

    /** How long commands took, by verb. */
    public Map<String, Histogram> commands() {
        return new TreeMap<>(commands);
    }

    /** How often each reply was the last to a command, by its number. */
    public Map<Integer, Long> replies() {
        var numbers = new TreeMap<Integer, Long>();
        replies.forEach((code, count) -> numbers.merge(code.number(), count.sum(), Long::sum)); // some share a number
        return numbers;
    }

    /** How often things were changed other than by transfers. */
    public Map<Kind, Long> changes() {
        return sums(changes);
    }

    /** How many connections were served, by protocol. */
    public Map<String, Long> connections() {
        return sums(connections);
    }

    /** How many connections were not served, by reason. */
    public Map<String, Long> refusals() {
        return sums(refusals);
    }

    /** How many handshakes there were, by version; the failed ones as such. */
    public Map<String, Long> handshakes() {
        return sums(handshakes);
    }

    /** How many logins there were. */
    public Map<Login, Long> logins() {
        return sums(logins);
    }

    /** The transfers by user. */
    public UserFigures users() {
        return users;
    }

    /** How many bans there were. */
    public long bans() {
        return bans.sum();
    }

    private static <K> Map<K, Long> sums(Map<K, LongAdder> all) {
        var sums = new LinkedHashMap<K, Long>();
        all.forEach((key, count) -> sums.put(key, count.sum()));
        return sums;
    }
}
