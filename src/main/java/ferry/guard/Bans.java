package ferry.guard;

import ferry.protocol.Network;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bans that a daemon knows, those in force and those it remembers. Bounded in number; of more than fit, those go first
 * that are over, then those of the fewest times. Looked up without a lock, changed under one. Safe for all threads.
 */
final class Bans {
    private static final int MOST = 16_384;

    private volatile GuardSettings.Terms terms;
    private final Clock clock;
    private final int most;
    private final Map<Network, Ban> bans = new ConcurrentHashMap<>();
    private volatile List<Network> widths = List.of(); // one of each length that sources do not have
    private final ReentrantLock lock = new ReentrantLock(); // guards every change, and the next field
    private final Set<Network> unsaved = new HashSet<>();

    /** On these terms. */
    Bans(GuardSettings.Terms terms, Clock clock) {
        this(terms, clock, MOST);
    }

    /** The same, at most so many. */
    Bans(GuardSettings.Terms terms, Clock clock, int most) {
        this.terms = terms;
        this.clock = clock;
        this.most = most;
    }

    /** Imposes new bans on other terms; those there are stay as they are. */
    void terms(GuardSettings.Terms next) {
        terms = next;
    }

    /** Says that the file has none of them, since it is another one. */
    void unsave() {
        lock.lock();
        try {
            unsaved.addAll(bans.keySet());
        } finally {
            lock.unlock();
        }
    }

    /** The ban that is in force for this client, of this source. */
    Optional<Ban> of(InetAddress client, Network source) {
        if (bans.isEmpty()) {
            return Optional.empty();
        }
        var now = clock.instant();
        var own = Optional.ofNullable(bans.get(source)).filter(ban -> ban.holds(now));
        return own.isPresent() || widths.isEmpty()
                ? own
                : widths.stream()
                        .filter(width -> width.address().getClass().equals(client.getClass()))
                        .flatMap(width -> Optional.ofNullable(bans.get(new Network(client, width.bits()))).stream())
                        .filter(ban -> ban.holds(now))
                        .findFirst();
    }

    /** Bans a source, each time for twice as long as the time before. */
    Ban impose(Network source, String reason) {
        lock.lock();
        try {
            var now = clock.instant();
            int before = Optional.ofNullable(bans.get(source))
                    .filter(ban -> !ban.forgotten(now, terms.longest()))
                    .map(Ban::times)
                    .orElse(0);
            var until = now.plus(length(before)).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
            var ban = new Ban(source, until, before + 1, reason);
            makeRoom(now);
            bans.put(source, ban);
            unsaved.add(source);
            return ban;
        } finally {
            lock.unlock();
        }
    }

    private Duration length(int before) {
        var length = terms.time();
        for (int i = 0; i < before && length.compareTo(terms.longest()) < 0; i++) {
            length = length.multipliedBy(2);
        }
        return length.compareTo(terms.longest()) > 0 ? terms.longest() : length;
    }

    private void makeRoom(Instant now) {
        if (bans.size() < most) {
            return;
        }
        bans.values().removeIf(ban -> ban.forgotten(now, terms.longest()));
        if (bans.size() >= most) {
            leastHarmful(bans, bans.size() - most + 1 + most / 16, now).forEach(bans::remove);
        }
        unsaved.retainAll(bans.keySet());
    }

    /** So many of these, never those of the administrator. */
    private static List<Network> leastHarmful(Map<Network, Ban> among, int count, Instant now) {
        return among.values().stream()
                .filter(ban -> !ban.byHand())
                .sorted(Comparator.comparing((Ban ban) -> ban.holds(now))
                        .thenComparingInt(Ban::times)
                        .thenComparing(Ban::until))
                .limit(Math.max(0, count))
                .map(Ban::network)
                .toList();
    }

    /** All of them, in force or remembered. */
    List<Ban> all() {
        return List.copyOf(bans.values());
    }

    /** The bans that are not in the file yet. */
    List<Ban> unsaved() {
        lock.lock();
        try {
            return unsaved.stream().map(bans::get).toList();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What the file is to say: these bans of it, with those that are not in it yet, without those that are forgotten, and as
     * many as are kept here: else it would grow till nobody can read it.
     */
    List<Ban> merged(List<Ban> inFile, List<Ban> added) {
        Map<Network, Ban> merged = new java.util.LinkedHashMap<>();
        inFile.forEach(ban -> merged.put(ban.network(), ban));
        added.forEach(ban -> merged.put(ban.network(), ban));
        var now = clock.instant();
        merged.values().removeIf(ban -> ban.forgotten(now, terms.longest()));
        leastHarmful(merged, merged.size() - most, now).forEach(merged::remove);
        return List.copyOf(merged.values());
    }

    /**
     * Takes what the file says, of which these bans came from here. Returns those in force that are new here. Bans that
     * were made since and are not in the file yet, stay.
     */
    List<Ban> take(List<Ban> inFile, List<Ban> written) {
        lock.lock();
        try {
            written.forEach(ban -> {
                if (ban.equals(bans.get(ban.network()))) {
                    unsaved.remove(ban.network());
                }
            });
            Map<Network, Ban> next = new HashMap<>();
            inFile.stream().limit(4L * most).forEach(ban -> next.put(ban.network(), ban));
            unsaved.forEach(network -> next.put(network, bans.get(network)));
            var now = clock.instant();
            var added = new ArrayList<Ban>();
            for (var ban : next.values()) {
                var known = bans.put(ban.network(), ban);
                if (ban.holds(now) && (known == null || !known.holds(now))) {
                    added.add(ban);
                }
            }
            bans.keySet().retainAll(next.keySet());
            widths = widths(next.keySet());
            return added;
        } finally {
            lock.unlock();
        }
    }

    private static List<Network> widths(Set<Network> networks) {
        Map<List<Integer>, Network> widths = new HashMap<>();
        networks.stream()
                .filter(network -> !Network.source(network.address()).equals(network))
                .forEach(
                        network -> widths.put(List.of(network.address().getAddress().length, network.bits()), network));
        return List.copyOf(widths.values());
    }

    /** How many there are, in force or remembered. */
    int size() {
        return bans.size();
    }
}
