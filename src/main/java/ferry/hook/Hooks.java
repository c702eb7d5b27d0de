package ferry.hook;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import com.google.gson.JsonObject;
import ferry.event.Event;
import ferry.event.EventJson;
import ferry.event.Events;
import ferry.properties.FaultyFileException;
import ferry.properties.Findings;
import ferry.protocol.Escaped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Has done what the administrator wants done when something happens. An event is in the journals of the rules that want it
 * before the session that brought it about goes on; the rest happens on other threads. Without rules it does nothing.
 */
public final class Hooks implements Events.Listener {
    private static final Logger LOG = LogManager.getLogger(Hooks.class);

    private final Ids ids = new Ids(Clock.systemUTC());
    private final Path base;

    /** Guards what follows, but for reading the list. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, RuleQueue> queues = new HashMap<>();
    private volatile List<RuleQueue> active = List.of();
    private Optional<Spool> spool = Optional.empty();
    private Optional<Path> told = Optional.empty();

    /** What there is once there is a rule. */
    private record Spool(SpoolFolder folder, Deliveries deliveries) {}

    /** Hooks without rules; programs will work in this folder. */
    public Hooks(Path base) {
        this.base = base;
    }

    /**
     * Gets ready for these rules; throws when the spool cannot be used. What is returned lets them hold, and tells what has
     * changed. What waits for a rule is then delivered as the rule of its name says; where there is none any more, it waits
     * till there is one again. The folder of the spool stays the one of the first rules.
     */
    public Supplier<List<String>> prepare(HookSettings settings) throws FaultyFileException {
        lock.lock();
        try {
            var fresh = new HashMap<String, RuleQueue>();
            if (elsewhere(settings)) {
                SpoolFolder.open(settings.spool()).close(); // so that the next start can use it
            }
            for (var rule : settings.rules()) {
                if (!queues.containsKey(rule.name())) {
                    fresh.put(rule.name(), open(rule, settings));
                }
            }
            return () -> take(settings, fresh);
        } catch (IOException e) {
            throw Findings.faulty(settings.spool(), "cannot be used as hooks.spool: " + e);
        } finally {
            lock.unlock();
        }
    }

    private List<String> take(HookSettings settings, Map<String, RuleQueue> fresh) {
        var rules = settings.rules();
        lock.lock();
        try {
            var lines = changes(rules);
            if (elsewhere(settings) && !told.equals(Optional.of(settings.spool()))) {
                lines.add("hooks.spool: holds after a restart; what waits in the folder before is not taken along");
            }
            told = Optional.of(settings.spool());
            queues.putAll(fresh);
            var next = rules.stream().collect(toMap(Rule::name, rule -> rule));
            queues.forEach((name, queue) ->
                    queue.take(Optional.ofNullable(next.get(name)), settings.limit(), settings.sync()));
            active = rules.stream()
                    .map(rule -> requireNonNull(queues.get(rule.name())))
                    .toList();
            fresh.values().forEach(RuleQueue::start);
            warnOfOrphans();
            return lines;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the spool is to be another one than that which is in use. */
    private boolean elsewhere(HookSettings settings) {
        return spool.isPresent() && !spool.get().folder().at(settings.spool());
    }

    private List<String> changes(List<Rule> rules) {
        var before = new TreeMap<String, String>();
        active.forEach(queue -> queue.rule().ifPresent(rule -> before.put(rule.name(), rule.text())));
        var lines = new ArrayList<String>();
        for (var rule : rules) {
            String was = before.remove(rule.name());
            if (!rule.text().equals(was)) {
                lines.add("hooks.file: hook " + rule.name() + (was == null ? " is new" : " has changed"));
            }
        }
        before.keySet().forEach(name -> lines.add("hooks.file: hook " + name + " is gone"));
        return lines;
    }

    private RuleQueue open(Rule rule, HookSettings settings) throws IOException {
        if (spool.isEmpty()) {
            var folder = SpoolFolder.open(settings.spool());
            spool = Optional.of(new Spool(folder, new Deliveries(folder.running(), base)));
        }
        var folder = spool.get().folder();
        var journal = new Journal(folder.ofRule(rule.name()), settings.limit(), settings.sync());
        return new RuleQueue(rule, folder, journal, spool.get().deliveries());
    }

    private void warnOfOrphans() {
        try {
            if (spool.isPresent()) {
                spool.get().folder().waiting().stream()
                        .filter(name -> !queues.containsKey(name)
                                || requireNonNull(queues.get(name)).rule().isEmpty())
                        .forEach(name -> LOG.warn(
                                "hooks: events wait for the hook \"{}\", which there is no more", Escaped.text(name)));
            }
        } catch (IOException e) {
            LOG.warn("cannot read {}: {}", spool, e.toString());
        }
    }

    @Override
    public void heard(Event event) {
        String json = "";
        for (var queue : active) {
            if (queue.rule().filter(rule -> rule.filter().wants(event)).isPresent()) {
                json = json.isEmpty() ? json(event) : json;
                queue.add(json);
            }
        }
    }

    private String json(Event event) {
        var json = new JsonObject();
        json.addProperty("id", ids.next());
        EventJson.of(event).entrySet().forEach(field -> json.add(field.getKey(), field.getValue()));
        return EventJson.line(json);
    }

    /** What the rules have done so far. */
    public List<Figures> figures() {
        return active.stream().map(RuleQueue::figures).toList();
    }

    /** Ends: what runs may run for the grace time, what is not delivered waits for the next start. */
    public void close(Duration grace) {
        lock.lock();
        try {
            active = List.of();
            queues.values().forEach(RuleQueue::stop);
            long until = System.nanoTime() + grace.toNanos();
            queues.values().forEach(queue -> queue.close(until));
            if (spool.isPresent()) {
                spool.get().deliveries().close();
                spool.get().folder().close();
            }
        } catch (IOException e) {
            LOG.warn("cannot close {}", spool, e);
        } finally {
            lock.unlock();
        }
    }
}
