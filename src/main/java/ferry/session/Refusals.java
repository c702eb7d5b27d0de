package ferry.session;

import ferry.protocol.Escaped;
import java.util.LinkedHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The refused commands of all sessions by the program that the client said it is, so that an administrator sees at debug
 * level what a device wanted. Of {@value #MOST} programs, the longest silent one forgotten first. Safe for all threads.
 */
public final class Refusals {
    private static final Logger LOG = LogManager.getLogger(Refusals.class);
    private static final int MOST = 100;

    private final ReentrantLock lock = new ReentrantLock(); // guards the map and what is in it
    private final LinkedHashMap<String, RefusedCommands> byProgram = new LinkedHashMap<>(16, 0.75f, true);

    /** Whether anybody reads what is counted. */
    static boolean told() {
        return LOG.isDebugEnabled();
    }

    /** Tells what was refused to a client in the session that ends, and to its program since the daemon started. */
    void tell(String program, RefusedCommands refused) {
        if (refused.none()) {
            return;
        }
        String name = program.isEmpty() ? "unknown" : Escaped.text(program);
        LOG.debug("client program \"{}\": refused {}; in all sessions {}", name, refused, all(name, refused));
    }

    private String all(String name, RefusedCommands refused) {
        lock.lock();
        try {
            var all = byProgram.computeIfAbsent(name, _ -> new RefusedCommands());
            all.add(refused);
            if (byProgram.size() > MOST) {
                byProgram.pollFirstEntry();
            }
            return all.toString();
        } finally {
            lock.unlock();
        }
    }
}
