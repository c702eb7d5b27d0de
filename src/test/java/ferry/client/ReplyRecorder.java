package ferry.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
 * <p>The thread that carries out a command writes its replies, so a reply belongs to the last command of its thread that
 * has none yet. STAT and NOOP may come on the thread of a transfer that has its preliminary reply.
 */
final class ReplyRecorder extends AbstractFilter {
    private static final String COMMANDS = "ferry.command.Dispatcher";
    private static final String REPLIES = "ferry.server.ReplyWriter";
    private static final Set<String> WITH_TABLES = Set.of("SITE", "OPTS");

    /** A command whose final reply has not come; whether it had a preliminary one. */
    private record Open(String verb, String test, boolean marked) {
        Open(String verb, String test) {
            this(verb, test, false);
        }
    }

    private final ReplyTable table;
    private final Map<Thread, Deque<Open>> open = Collections.synchronizedMap(new WeakHashMap<>());
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
        var commands = commands();
        var outer = Optional.ofNullable(commands.peek());
        String behind = outer.map(Open::verb).orElse("") + " " + word.toUpperCase(Locale.ROOT);
        if (outer.isPresent() && !outer.get().marked()) {
            commands.pop(); // it is told more exactly now, or its reply was never sent
        }
        boolean inTable = outer.map(Open::verb).filter(WITH_TABLES::contains).isPresent();
        String verb = ReplyTable.verb(word);
        commands.push(
                new Open(inTable ? table.has(behind) ? behind : outer.get().verb() : verb, test));
    }

    private Deque<Open> commands() {
        return open.computeIfAbsent(Thread.currentThread(), _ -> new ArrayDeque<>());
    }

    private void reply(int code, Object text) {
        var command = Optional.ofNullable(commands().poll());
        if (code < 200) {
            command.ifPresent(marked -> commands().push(new Open(marked.verb(), marked.test(), true)));
        }
        var answered = command.orElse(new Open(ReplyTable.NO_COMMAND, test));
        replies.incrementAndGet();
        seen.add(answered.verb() + " " + code);
        if (!table.allows(answered.verb(), code)) {
            wrong.add(answered.verb() + " got " + code + " " + text + " in " + answered.test());
        }
    }
}
