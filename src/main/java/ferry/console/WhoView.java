package ferry.console;

import com.google.gson.JsonObject;
import ferry.admin.Json;
import ferry.admin.SessionLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the live table shows: the sessions in an order, one of them chosen, and a line of keys. Used by one thread. */
final class WhoView {
    private static final String KEYS = "←→ sort  r reverse  ↑↓ choose  k kick  q quit";
    private static final int GAP = 2;
    private static final int NARROWEST = 8; // the last column

    private final Rates rates = new Rates();
    private final Style style;
    private List<Row> rows = List.of();
    private String title = "";
    private Column sorted = Column.ID;
    private boolean reversed;
    private String chosen = "";
    private int first;
    private String note = "";
    private Optional<SessionLine> kicking = Optional.empty();

    /** Of this style. */
    WhoView(Style style) {
        this.style = style;
    }

    /** Takes what the daemon tells. */
    void take(JsonObject status, List<SessionLine> sessions) {
        rows = sort(rates.look(sessions));
        title = "Ferry " + Json.text(status, "ferry") + "  " + Json.text(status, "state") + ", up "
                + Figures.time(Json.number(status, "uptime", 0)) + "   " + count(sessions.size(), "session") + ", "
                + count((int) sessions.stream().filter(SessionLine::moving).count(), "transfer") + "   up "
                + Figures.rate(total(true)) + ", down " + Figures.rate(total(false));
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private double total(boolean upward) {
        return rows.stream()
                .filter(row -> row.upward() == upward)
                .mapToDouble(Row::rate)
                .sum();
    }

    private List<Row> sort(List<Row> unsorted) {
        var order = reversed ? sorted.order().reversed() : sorted.order();
        return unsorted.stream().sorted(order.thenComparing(Column.ID.order())).toList();
    }

    // ---- keys

    /** Sorts by the next column, or the one before. */
    void sortBy(int step) {
        var all = List.of(Column.values());
        sorted = all.get(Math.floorMod(all.indexOf(sorted) + step, all.size()));
        rows = sort(rows);
    }

    /** Sorts the other way round. */
    void reverse() {
        reversed = !reversed;
        rows = sort(rows);
    }

    /** Chooses another session, so many lines below. */
    void choose(int step) {
        if (!rows.isEmpty()) {
            int next = Math.clamp(index() + (long) step, 0, rows.size() - 1);
            chosen = rows.get(next).line().id();
        }
    }

    private int index() {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).line().id().equals(chosen)) {
                return i;
            }
        }
        return 0;
    }

    /** Asks whether the chosen session is to end. */
    void askKick() {
        note = "";
        kicking = rows.isEmpty()
                ? Optional.empty()
                : Optional.of(rows.get(index()).line());
    }

    /** The session about which the question stands. */
    Optional<SessionLine> kicking() {
        return kicking;
    }

    /** Takes the question away, and says this. */
    void say(String text) {
        kicking = Optional.empty();
        note = text;
    }

    // ---- the picture

    /** The lines of a terminal of this size. */
    List<String> lines(int width, int height) {
        var lines = new ArrayList<String>();
        if (height > 4) {
            lines.add(style.bold(Width.fitted(title, width)));
        }
        var columns = columns(width);
        lines.add(style.reverse(head(columns, width)));
        int room = Math.max(0, height - lines.size() - 1);
        int at = index();
        first = Math.clamp(first, Math.max(0, at - Math.max(1, room) + 1), at);
        first = Math.min(first, Math.max(0, rows.size() - room));
        for (int i = first; i < first + room; i++) {
            lines.add(i < rows.size() ? line(rows.get(i), columns, width, i == at) : "");
        }
        lines.add(foot(width));
        return lines.subList(0, Math.min(height, lines.size()));
    }

    private String foot(int width) {
        return kicking.map(session -> style.alarm(Width.fitted(
                        "Kick session " + session.id() + " of " + WhoTable.shown(session.user()) + " at "
                                + session.address() + "? y/n",
                        width)))
                .orElseGet(() -> style.dim(Width.fitted(note.isEmpty() ? KEYS : note + "   " + KEYS, width)));
    }

    /** The columns that there is room for, with their widths: those of least weight make room for the others. */
    private Map<Column, Integer> columns(int width) {
        var columns = new EnumMap<Column, Integer>(Column.class);
        for (var column : Column.values()) {
            int widest = rows.stream()
                    .mapToInt(row -> Width.of(column.text(row)))
                    .reduce(Width.of(column.head()) + 1, Math::max);
            columns.put(column, Math.min(widest, column.widest()));
        }
        columns.computeIfPresent(Column.FILE, (_, widest) -> Math.min(widest, NARROWEST));
        while (columns.size() > 1 && taken(columns) > width) {
            columns.remove(columns.keySet().stream()
                    .min(Comparator.comparingInt(Column::weight))
                    .orElseThrow());
        }
        int rest = width - taken(columns);
        columns.computeIfPresent(Column.FILE, (_, least) -> least + Math.max(0, rest));
        return columns;
    }

    private static int taken(Map<Column, Integer> columns) {
        return columns.values().stream().mapToInt(each -> each + GAP).sum() - GAP;
    }

    private String head(Map<Column, Integer> columns, int width) {
        return joined(columns, width, column -> column.head() + (column == sorted ? reversed ? "▼" : "▲" : ""));
    }

    private static String joined(Map<Column, Integer> columns, int width, Function<Column, String> text) {
        return Width.fitted(
                columns.entrySet().stream()
                        .map(each -> Width.fitted(text.apply(each.getKey()), each.getValue()))
                        .collect(Collectors.joining(" ".repeat(GAP))),
                width);
    }

    private String line(Row row, Map<Column, Integer> columns, int width, boolean marked) {
        if (marked) {
            return style.chosen(joined(columns, width, column -> column.text(row)));
        }
        var line = new StringBuilder();
        int used = 0;
        for (var each : columns.entrySet()) {
            int own = Math.min(each.getValue(), width - used);
            String cell = Width.fitted(each.getKey().text(row), own);
            line.append(
                    each.getKey() == Column.PROGRESS && row.line().moving()
                            ? style.progress(cell, row.upward())
                            : cell);
            used += own;
            int gap = Math.min(GAP, width - used);
            line.append(" ".repeat(gap));
            used += gap;
        }
        return row.line().moving() ? line.toString() : style.dim(line.toString());
    }
}
