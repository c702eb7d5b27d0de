package ferry.systemd;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The system manager that has started the daemon, systemd as a rule, as far as it wants to be told how the daemon is. Where
 * there is none nothing is told to nobody. Safe for all threads.
 */
public final class Supervisor {
    /** There is none. */
    public static final Supervisor NONE = new Supervisor(Optional.empty());

    private static final Logger LOG = LogManager.getLogger(Supervisor.class);
    private static final Duration MORE = Duration.ofSeconds(20);

    private final ReentrantLock lock = new ReentrantLock(); // guards the socket
    private final Optional<NotifySocket> socket;

    private Supervisor(Optional<NotifySocket> socket) {
        this.socket = socket;
    }

    /** The one that these variables of the environment name; begins to tell it that the daemon is alive, if it wants that. */
    public static Supervisor of(Map<String, String> environment) {
        String address = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (address.isEmpty()) {
            return NONE;
        }
        var supervisor = new Supervisor(NotifySocket.to(address));
        long self = ProcessHandle.current().pid();
        boolean ours = number(environment, "WATCHDOG_PID").orElse(self) == self;
        var micros = number(environment, "WATCHDOG_USEC");
        if (supervisor.socket.isPresent() && ours && micros.isPresent() && micros.getAsLong() > 0) {
            long pause = Math.max(1, micros.getAsLong() / 2);
            Thread.ofPlatform().daemon().name("watchdog").start(() -> supervisor.sayAlive(pause));
        }
        return supervisor;
    }

    private static OptionalLong number(Map<String, String> environment, String name) {
        try {
            String text = environment.get(name);
            return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    /** Says that the daemon serves, or serves again. */
    public void ready(String status) {
        say("READY=1\nSTATUS=" + oneLine(status));
    }

    /** Says that a reload has begun; {@link #ready} is to follow. */
    public void reloading() {
        say("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1_000 + "\nSTATUS=reloading");
    }

    /** Says that the end has begun, and may take so long. */
    public void stopping(Duration longest) {
        say("STOPPING=1\nEXTEND_TIMEOUT_USEC=" + longest.plus(MORE).toMillis() * 1_000 + "\nSTATUS=stopping");
    }

    /** Says what the daemon does. */
    public void status(String text) {
        say("STATUS=" + oneLine(text));
    }

    private static String oneLine(String text) {
        return text.replace('\n', ' ');
    }

    private void say(String text) {
        if (socket.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            if (!socket.get().send(text)) {
                LOG.debug("the system manager did not hear: {}", text);
            }
        } finally {
            lock.unlock();
        }
    }

    /** As long as the JVM still starts virtual threads, on which all sessions run. */
    private void sayAlive(long pauseMicros) {
        try {
            while (true) {
                var alive = new CountDownLatch(1);
                Thread.ofVirtual().start(alive::countDown);
                if (alive.await(pauseMicros, TimeUnit.MICROSECONDS)) {
                    say("WATCHDOG=1");
                } else {
                    LOG.error("no session gets on: the watchdog is told nothing till one does");
                }
                TimeUnit.MICROSECONDS.sleep(pauseMicros);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
