package ferry.console;

import ferry.admin.ControlClient;
import ferry.admin.Json;
import ferry.admin.RefusedException;
import ferry.admin.Request;
import ferry.admin.SessionLine;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.utils.NonBlockingReader;

/** {@code ferry who} in a terminal: asks the daemon each second, and carries out keys. */
public final class LiveWho {
    private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long GLANCE_MILLIS = 150; // at the size of the terminal
    private static final long SEQUENCE_MILLIS = 50;
    private static final int CTRL_C = 3;
    private static final int ESCAPE = 27;
    private static final int PAGE = 10;

    private final ControlClient client;
    private final Screen screen;
    private final WhoView view;
    private boolean ended;

    private LiveWho(ControlClient client, Screen screen, WhoView view) {
        this.client = client;
        this.screen = screen;
        this.view = view;
    }

    /** Whether input and output are a terminal that can show it. */
    @SuppressWarnings("SystemConsoleNull") // it may be, says its contract
    public static boolean possible() {
        var console = System.console();
        String type = System.getenv().getOrDefault("TERM", "dumb");
        return console != null && console.isTerminal() && !type.equals("dumb");
    }

    /** Shows it until somebody quits. */
    public static void run(ControlClient client) throws IOException, RefusedException {
        run(client, System.getenv());
    }

    private static void run(ControlClient client, Map<String, String> environment)
            throws IOException, RefusedException {
        try (var screen = Screen.open()) {
            new LiveWho(client, screen, new WhoView(Style.of(environment))).run();
        }
    }

    private void run() throws IOException, RefusedException {
        var size = Size.of(0, 0);
        long next = System.nanoTime();
        boolean stale = true;
        while (!ended) {
            long now = System.nanoTime();
            if (now - next >= 0) {
                ask();
                next = now + ROUND_NANOS;
                stale = true;
            }
            var current = screen.size();
            if (stale || !current.equals(size)) {
                size = current;
                screen.draw(view.lines(Math.max(1, size.getColumns()), Math.max(1, size.getRows())));
            }
            stale = key(screen.read(Math.min(GLANCE_MILLIS, (next - now) / 1_000_000)));
        }
    }

    private void ask() throws IOException, RefusedException {
        var status = client.ask(Request.of("status"));
        List<SessionLine> sessions = Json.objects(client.ask(Request.of("who")), "sessions").stream()
                .map(SessionLine::of)
                .toList();
        view.take(status, sessions);
    }

    /** Carries a key out; false when there was none. */
    private boolean key(int key) throws IOException {
        if (key == NonBlockingReader.READ_EXPIRED) {
            return false;
        }
        if (view.kicking().isPresent() && key >= 0 && key != CTRL_C) {
            answered(key);
            return true;
        }
        switch (key) {
            case 'q', 'Q', CTRL_C, NonBlockingReader.EOF -> ended = true;
            case 'r' -> view.reverse();
            case '>' -> view.sortBy(1);
            case '<' -> view.sortBy(-1);
            case 'j' -> view.choose(1);
            case 'k' -> view.askKick();
            case ESCAPE -> sequence();
            default -> {}
        }
        return true;
    }

    private void sequence() throws IOException {
        int introducer = screen.read(SEQUENCE_MILLIS);
        if (introducer != '[' && introducer != 'O') {
            return;
        }
        switch (screen.read(SEQUENCE_MILLIS)) {
            case 'A' -> view.choose(-1);
            case 'B' -> view.choose(1);
            case 'C' -> view.sortBy(1);
            case 'D' -> view.sortBy(-1);
            case 'H' -> view.choose(Integer.MIN_VALUE);
            case 'F' -> view.choose(Integer.MAX_VALUE);
            case '5' -> page(-PAGE);
            case '6' -> page(PAGE);
            default -> {}
        }
    }

    private void page(int step) throws IOException {
        if (screen.read(SEQUENCE_MILLIS) == '~') {
            view.choose(step);
        }
    }

    private void answered(int key) throws IOException {
        var session = view.kicking().orElseThrow();
        if (key != 'y' && key != 'Y') {
            view.say("");
            return;
        }
        try {
            client.ask(new Request("kick", Map.of("id", session.id())));
            view.say("kicked " + session.id());
        } catch (RefusedException e) {
            view.say(e.words());
        }
    }
}
