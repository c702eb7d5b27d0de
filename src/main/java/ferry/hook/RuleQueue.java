package ferry.hook;

import ferry.protocol.Escaped;
import ferry.protocol.Wording;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Delivers the events of one rule: each when those before it that are about the same file are done with, several at a time,
 * again and again as the rule says. One thread owns all of it; each attempt has a thread of its own, which tells it the
 * outcome. Of what waits in the journal a bounded number is in memory.
 */
final class RuleQueue {
    private static final Logger LOG = LogManager.getLogger(RuleQueue.class);
    private static final int WINDOW = 512;
    private static final long LOCK_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long TOLD_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final String name;
    private final SpoolFolder spool;
    private final Journal journal;
    private final Deliveries deliveries;
    private final Backoff backoff = new Backoff(new SecureRandom());
    private final Thread owner;

    /** A permit for each thing that the owner has to look at; a permit of the thread itself would be lost in a lock. */
    private final Semaphore wake = new Semaphore(0);

    private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
    private final Set<Thread> attempts = ConcurrentHashMap.newKeySet();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder givenUp = new LongAdder();
    private volatile Optional<Rule> rule;
    private volatile boolean closing;

    // Of the owner.
    private final Set<Task> window = new LinkedHashSet<>();
    private final PriorityQueue<Task> ready = new PriorityQueue<>(Task.BY_TURN);
    private int running;
    private long number;
    private boolean unreadable;
    private long told = System.nanoTime() - TOLD_NANOS;
    private long faulted = told;

    /** How an attempt at a task ended. */
    private record Finished(Task task, int attempt, Outcome outcome) {}

    /** A queue for this rule, with a journal in the spool. */
    RuleQueue(Rule rule, SpoolFolder spool, Journal journal, Deliveries deliveries) {
        name = rule.name();
        this.rule = Optional.of(rule);
        this.spool = spool;
        this.journal = journal;
        this.deliveries = deliveries;
        owner = Thread.ofVirtual().name("hook-" + name).unstarted(this::run);
    }

    /** Begins to deliver. */
    void start() {
        owner.start();
    }

    /** The rule, if there still is one. */
    Optional<Rule> rule() {
        return rule;
    }

    /** Goes by another rule of this name from now on; without one, events wait. */
    void take(Optional<Rule> next, long limit, boolean sync) {
        rule = next;
        journal.take(limit, sync);
        wake.release();
    }

    /** Takes an event; it is in the journal, or lost and told of, when this returns. */
    void add(String json) {
        if (journal.add(json)) {
            wake.release();
        }
    }

    /** What it has done so far. */
    Figures figures() {
        return new Figures(name, delivered.sum(), failures.sum(), givenUp.sum(), journal.lost(), journal.bytes());
    }

    /** Begins no attempt any more. */
    void stop() {
        closing = true;
        wake.release();
    }

    /** Waits for the attempts that are under way until then, and ends those that are still; their events wait on. */
    void close(long until) {
        try {
            if (!owner.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())))) {
                attempts.forEach(Thread::interrupt);
                owner.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException _) {
            attempts.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
        journal.close();
    }

    // ---- the owner

    private void run() {
        if (!own()) {
            return;
        }
        while (!closing || running > 0) {
            long pause = LOCK_PAUSE_NANOS;
            try {
                settle();
                fill();
                pause = startDue();
            } catch (RuntimeException | Error e) { // a fault here must not leave the rule without its thread
                fault(e);
            }
            if (!closing || running > 0) {
                await(pause);
            }
        }
    }

    /** Waits for something to happen; what has happened since the last time ends it at once. */
    private void await(long nanos) {
        try {
            if (wake.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException _) {
            closing = true; // nobody does this, and it is no reason to run on
        }
    }

    private boolean own() {
        boolean waits = false;
        while (!closing) {
            try {
                if (spool.own()) {
                    journal.adopt();
                    return true;
                }
                if (!waits) {
                    waits = true;
                    LOG.warn("hooks: another daemon delivers from {}; this one will when the other has ended", spool);
                }
            } catch (IOException e) {
                tell("cannot read the spool: " + e);
            } catch (RuntimeException | Error e) {
                fault(e);
            }
            await(LOCK_PAUSE_NANOS);
        }
        return false;
    }

    private void fill() {
        try {
            while (!closing && window.size() < WINDOW) {
                var stored = journal.next();
                if (stored.isEmpty()) {
                    break;
                }
                take(stored.get());
            }
            unreadable = false;
        } catch (IOException e) {
            unreadable = true;
            tell("cannot read the spool: " + e);
        }
    }

    private void take(Journal.Stored stored) {
        Task task;
        try {
            task = new Task(stored, number++);
        } catch (RuntimeException e) { // somebody has written it who is not the daemon
            LOG.error("hook {}: passed over what is no event: {}", name, e.toString());
            journal.done(stored);
            return;
        }
        window.forEach(task::follow);
        window.add(task);
        if (task.free()) {
            task.again(System.nanoTime());
            ready.add(task);
        }
    }

    /** Starts what is due, as many as may run; how long nothing else is due. */
    private long startDue() {
        long now = System.nanoTime();
        var terms = rule;
        while (!closing && terms.isPresent() && running < terms.get().terms().atOnce() && !ready.isEmpty()) {
            long pause = ready.element().due() - now;
            if (pause > 0) {
                return Math.min(pause, TOLD_NANOS);
            }
            start(terms.get(), ready.remove(), now);
        }
        return unreadable ? LOCK_PAUSE_NANOS : TOLD_NANOS;
    }

    private void start(Rule terms, Task task, long now) {
        running++;
        int attempt = task.attempt(now);
        var event = task.event();
        var thread =
                Thread.ofVirtual().name("hook-" + name + "-" + task.stored().id());
        Runnable work = () -> {
            Outcome outcome;
            try {
                outcome = deliveries.deliver(new Attempt(terms, task.stored().json(), event, attempt));
            } catch (InterruptedException _) {
                outcome = new Outcome.Failed("the daemon ended");
            } catch (RuntimeException | OutOfMemoryError e) {
                LOG.error("hook {}: a fault at event {}", name, task.stored().id(), e);
                outcome = new Outcome.Failed("a fault of the server");
            }
            attempts.remove(Thread.currentThread());
            finished.add(new Finished(task, attempt, outcome));
            wake.release();
        };
        var started = thread.unstarted(work);
        attempts.add(started);
        started.start();
    }

    private void settle() {
        for (var each = finished.poll(); each != null; each = finished.poll()) {
            running--;
            settle(each);
        }
    }

    private void settle(Finished attempt) {
        var task = attempt.task();
        switch (attempt.outcome()) {
            case Outcome.Delivered _ -> {
                delivered.increment();
                LOG.debug("hook {}: delivered {}", name, task.stored().id());
                done(task);
            }
            case Outcome.Refused refused -> giveUp(task, refused.reason());
            case Outcome.Failed failed -> {
                failures.increment();
                task.failed();
                if (closing) {
                    return; // it waits for the next start
                }
                retry(task, failed);
            }
        }
    }

    private void retry(Task task, Outcome.Failed failed) {
        var terms = rule.map(Rule::terms);
        if (terms.isEmpty()) {
            task.again(System.nanoTime());
            ready.add(task);
            return;
        }
        long pause = Math.max(
                failed.pause().toNanos(),
                backoff.nanos(task.failures(), terms.get().retryPause()));
        long next = System.nanoTime() + pause;
        if (task.failures() > terms.get().retries()
                || next - task.firstAttempt() > terms.get().retryFor().toNanos()) {
            giveUp(task, failed.reason());
            return;
        }
        tell("%s, event %s, attempt %d: %s; the next in %s"
                .formatted(
                        told(task),
                        task.stored().id(),
                        task.failures(),
                        failed.reason(),
                        Wording.time(Duration.ofNanos(pause))));
        task.again(next);
        ready.add(task);
    }

    private void giveUp(Task task, String reason) {
        givenUp.increment();
        LOG.error(
                "hook {}: gave up {}, event {}, after attempt {}: {}",
                name,
                told(task),
                task.stored().id(),
                Math.max(1, task.failures()),
                Escaped.text(reason));
        done(task);
    }

    private static String told(Task task) {
        var event = task.event();
        return Fields.of(event, "event").orElse("")
                + Fields.of(event, "path").map(path -> " " + Escaped.text(path)).orElse("");
    }

    private void done(Task task) {
        journal.done(task.stored());
        window.remove(task);
        for (var follower : task.release()) {
            follower.again(System.nanoTime());
            ready.add(follower);
        }
    }

    /** A fault of ours may come again with each look; the pause between them, and one line a minute, are enough. */
    private void fault(Throwable fault) {
        long now = System.nanoTime();
        boolean first = now - faulted >= TOLD_NANOS;
        faulted = first ? now : faulted;
        LOG.log(first ? Level.ERROR : Level.DEBUG, "hook {}: a fault; delivery goes on", name, fault);
    }

    /** While a receiver is away, once a minute is enough. */
    private void tell(String what) {
        long now = System.nanoTime();
        boolean first = now - told >= TOLD_NANOS;
        told = first ? now : told;
        LOG.log(first ? Level.WARN : Level.DEBUG, "hook {}: {}", name, Escaped.text(what));
    }
}
