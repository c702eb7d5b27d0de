package ferry.session;

import ferry.protocol.Escaped;
import ferry.protocol.Wording;
import ferry.user.User;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells, while a daemon waits for its end, how long that may still take, and for whom.
 *
 * @param lines takes a line now and then
 */
public record Countdown(Consumer<String> lines) {
    private static final int MOST_TOLD = 5;
    private static final Duration LONGEST_STEP = Duration.ofMinutes(1);
    private static final List<Duration> STEPS =
            Stream.of(60, 30, 10, 5).map(Duration::ofSeconds).toList();

    /** How long to wait with so much left till the next line: to the next round time, a minute at most. */
    static Duration step(Duration left) {
        var next = STEPS.stream().filter(each -> each.compareTo(left) < 0).findFirst();
        var step = left.minus(next.orElse(Duration.ZERO));
        return step.compareTo(LONGEST_STEP) > 0 ? LONGEST_STEP : step;
    }

    /** Tells of these sessions, with so much time left. */
    void tell(Duration left, List<Session> sessions) {
        String who = sessions.stream().limit(MOST_TOLD).map(Countdown::words).collect(Collectors.joining("; "));
        long seconds = left.plusMillis(500).toSeconds();
        int others = sessions.size() - MOST_TOLD;
        lines.accept("stopping: " + Wording.are(sessions.size(), "session") + " still at work, " + seconds + " s left: "
                + who + (others > 0 ? "; and " + Wording.count(others, "other") : ""));
    }

    private static String words(Session session) {
        return session.user().map(User::name).map(Escaped::text).orElse("nobody") + " from "
                + session.peers().client().getAddress().getHostAddress() + ", "
                + session.transfer()
                        .map(transfer -> Escaped.text(transfer.progress()))
                        .orElse("a command");
    }
}
