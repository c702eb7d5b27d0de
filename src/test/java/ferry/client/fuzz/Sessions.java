package ferry.client.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ferry.fuzz.Faults;
import ferry.fuzz.SessionBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Plays random sessions by several clients at once, each from a seed of its own, and looks whether the daemon logs faults. */
final class Sessions {
    /** A session. */
    @FunctionalInterface
    interface Session {
        /** Plays one as the client of this number; how many commands it had. */
        int play(int client, Random random) throws Exception;
    }

    /** What must hold behind them. */
    @FunctionalInterface
    interface Check {
        /** Looks, and throws. */
        void check() throws Exception;
    }

    private final String name;
    private final SessionBudget budget;
    private final AtomicLong commands = new AtomicLong();
    private final AtomicLong sessions = new AtomicLong();

    private Sessions(String name) {
        this.name = name;
        budget = new SessionBudget(name);
    }

    /** Plays sessions of this name by so many clients, then looks at what they left. */
    static void play(String name, int clients, Session session, Check afterwards) throws Exception {
        new Sessions(name).play(clients, session, afterwards);
    }

    private void play(int clients, Session session, Check afterwards) throws Exception {
        try (var faults = new Faults();
                var workers = Executors.newFixedThreadPool(clients)) {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < clients; i++) {
                int client = i;
                running.add(workers.submit(() -> {
                    playOn(client, session);
                    return null;
                }));
            }
            for (var each : running) {
                await(each);
            }
            afterwards.check();
            assertEquals(List.of(), faults.lines());
        }
        budget.report(sessions.get() - clients, commands.get());
    }

    private void playOn(int client, Session session) {
        for (long next = sessions.getAndIncrement(); budget.goesOn(next); next = sessions.getAndIncrement()) {
            long seed = budget.seed(next);
            try {
                commands.addAndGet(session.play(client, new Random(seed)));
            } catch (AssertionError | Exception e) {
                budget.stop();
                throw new AssertionError(name + ", -Dferry.fuzz.session=" + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private void await(Future<?> running) throws InterruptedException {
        try {
            running.get(budget.most().toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AssertionError failure ? failure : new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("a session hangs", e);
        }
    }
}
