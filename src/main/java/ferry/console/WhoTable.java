package ferry.console;

import ferry.admin.SessionLine;
import ferry.protocol.Escaped;
import java.util.ArrayList;
import java.util.List;

/** Who is here, as plain text: for a pipe, and for a look in passing. */
public final class WhoTable {
    private static final List<String> HEAD =
            List.of("ID", "USER", "ADDRESS", "PROTOCOL", "COMMAND", "MOVED", "RATE", "FOR", "PROGRAM", "FILE");

    private WhoTable() {}

    /** A line of each session, below a head and above their number. */
    public static List<String> lines(List<SessionLine> sessions) {
        var lines = new ArrayList<String>();
        if (!sessions.isEmpty()) {
            var rows = new ArrayList<List<String>>();
            rows.add(HEAD);
            sessions.forEach(session -> rows.add(row(session)));
            lines.addAll(Columns.lines(rows));
        }
        lines.add(
                sessions.isEmpty()
                        ? "no sessions"
                        : sessions.size() == 1 ? "1 session" : sessions.size() + " sessions");
        return lines;
    }

    private static List<String> row(SessionLine session) {
        return List.of(
                session.id(),
                shown(session.user()),
                session.address(),
                protocol(session),
                session.command().isEmpty() ? "idle" : Escaped.text(session.command()),
                session.moving() ? moved(session) : "-",
                session.moving() ? Figures.rate(session.bytes() / Math.max(session.seconds(), 0.001)) : "-",
                Figures.time((long) session.seconds()),
                shown(session.program()),
                shown(session.file()));
    }

    /** What strangers have said must not drive the terminal. */
    static String shown(String text) {
        return text.isEmpty() ? "-" : Escaped.text(text);
    }

    /** Such as {@code ftp+tls1.3}. */
    static String protocol(SessionLine session) {
        int blank = session.tls().indexOf(' ');
        String version = blank < 0 ? session.tls() : session.tls().substring(0, blank);
        return session.protocol() + (version.isEmpty() ? "" : version.replace("TLSv", "+tls"));
    }

    /** Such as {@code 45% of 1.2 GiB}, or {@code 1.2 GiB}. */
    static String moved(SessionLine session) {
        return session.total() > 0
                ? percent(session) + "% of " + Figures.bytes((double) session.total())
                : Figures.bytes((double) session.bytes());
    }

    /** From 0 to 100. */
    static int percent(SessionLine session) {
        return session.total() <= 0 ? 0 : (int) Math.clamp(100.0 * session.bytes() / session.total(), 0, 100);
    }
}
