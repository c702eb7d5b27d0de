package ferry.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.filter.AbstractFilter;

/**
 * Listens to what the daemons of this process log of commands ({@code > verb argument}) and replies
 * ({@code < code text}), and holds it against a table of replies. As a filter of the whole configuration it sees these
 * lines whatever the level is, and prints none of them.
 *
 * <p>The thread that carries out a command writes its replies, so a reply belongs to the last command of its thread, also
 * when STAT and NOOP are answered during a transfer.
 */
final class ReplyRecorder extends AbstractFilter {
    private static final String COMMANDS = "ferry.command.Dispatcher";
    private static final String REPLIES = "ferry.server.ReplyWriter";
    private static final Set<String> WITH_TABLES = Set.of("SITE", "OPTS");

    /** A command whose final reply has not come. */
    private record Open(String verb, String test) {}

    private final ReplyTable table;
    private final Map<Thread, Open> open = Collections.synchronizedMap(new WeakHashMap<>());
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicLong replies = new AtomicLong();
    private volatile String test = "no test";

    ReplyRecorder(ReplyTable table) {
        this.table = table;
    }

    /** Says which test runs from now on. */
    void test(String name) {
        test = name;
    }

    /** What the table did not allow, since this was asked last. */
    List<String> takeWrong() {
        var taken = new ArrayList<String>();
        for (var next = wrong.poll(); next != null; next = wrong.poll()) {
            taken.add(next);
        }
        return taken;
    }

    /** How many replies there were. */
    long replies() {
        return replies.get();
    }

    /** The verbs that got a reply, each with the code behind it. */
    Set<String> seen() {
        return Set.copyOf(seen);
    }

    /** Lets the dispatcher make its line; it guards it by the level. */
    @Override
    public Result filter(Logger logger, Level level, Marker marker, String message, Object... parameters) {
        return parameters.length == 0
                        && level.equals(Level.DEBUG)
                        && logger.getName().equals(COMMANDS)
                ? Result.ACCEPT
                : Result.NEUTRAL;
    }

    @Override
    public Result filter(Logger logger, Level level, Marker marker, String message, Object first, Object second) {
        if (message.startsWith("> ") && logger.getName().equals(COMMANDS)) {
            command(first.toString());
        } else if (message.startsWith("< ") && logger.getName().equals(REPLIES)) {
            reply((Integer) first, second);
        }
        return Result.NEUTRAL;
    }

    private void command(String word) {
        open.merge(Thread.currentThread(), new Open(ReplyTable.verb(word), test), (outer, alone) -> {
            String behind = outer.verb() + " " + word.toUpperCase(Locale.ROOT);
            return WITH_TABLES.contains(outer.verb()) ? table.has(behind) ? new Open(behind, test) : outer : alone;
        });
    }

    private void reply(int code, Object text) {
        var command = code < 200 ? open.get(Thread.currentThread()) : open.remove(Thread.currentThread());
        var answered = command == null ? new Open(ReplyTable.NO_COMMAND, test) : command;
        replies.incrementAndGet();
        seen.add(answered.verb() + " " + code);
        if (!table.allows(answered.verb(), code)) {
            wrong.add(answered.verb() + " got " + code + " " + text + " in " + answered.test());
        }
    }
}
