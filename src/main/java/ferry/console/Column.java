package ferry.console;

import ferry.protocol.Escaped;
import java.util.Comparator;
import java.util.function.Function;

/** The columns of the live table, in their order: how they are worded, sorted, and how soon they make room for others. */
@SuppressWarnings("ImmutableEnumChecker") // its functions have no state
enum Column {
    ID(
            "ID",
            8,
            9,
            row -> row.line().id(),
            Comparator.comparingLong(row -> number(row.line().id()))),
    USER(
            "USER",
            20,
            9,
            row -> WhoTable.shown(row.line().user()),
            text(row -> row.line().user())),
    ADDRESS(
            "ADDRESS",
            39,
            5,
            row -> row.line().address(),
            text(row -> row.line().address())),
    PROTOCOL("PROTOCOL", 14, 2, row -> WhoTable.protocol(row.line()), text(row -> WhoTable.protocol(row.line()))),
    COMMAND("COMMAND", 8, 8, Column::command, text(Column::command)),
    PROGRESS("PROGRESS", 24, 7, Column::progress, Comparator.comparingDouble(Column::share)),
    RATE(
            "RATE",
            12,
            6,
            row -> row.line().moving() ? Figures.rate(row.rate()) : "",
            Comparator.comparingDouble(Row::rate)),
    FOR(
            "FOR",
            8,
            4,
            row -> Figures.time((long) row.line().seconds()),
            Comparator.comparingDouble(row -> row.line().seconds())),
    PROGRAM(
            "PROGRAM",
            24,
            1,
            row -> WhoTable.shown(row.line().program()),
            text(row -> row.line().program())),
    FILE(
            "FILE",
            Integer.MAX_VALUE,
            3,
            row -> Escaped.text(row.line().file()),
            text(row -> row.line().file()));

    private static final int BAR = 12;

    private final String head;
    private final int widest;
    private final int weight;
    private final Function<Row, String> text;
    private final Comparator<Row> order;

    Column(String head, int widest, int weight, Function<Row, String> text, Comparator<Row> order) {
        this.head = head;
        this.widest = widest;
        this.weight = weight;
        this.text = text;
        this.order = order;
    }

    private static Comparator<Row> text(Function<Row, String> of) {
        return Comparator.comparing(of, String.CASE_INSENSITIVE_ORDER);
    }

    private static long number(String id) {
        try {
            return Long.parseLong(id, Character.MAX_RADIX);
        } catch (NumberFormatException _) {
            return Long.MAX_VALUE;
        }
    }

    private static String command(Row row) {
        return row.line().command().isEmpty() ? "idle" : Escaped.text(row.line().command());
    }

    /** A bar and a share, or what has moved where nobody knows of how much. */
    private static String progress(Row row) {
        if (!row.line().moving()) {
            return "";
        }
        if (row.line().total() <= 0) {
            return Figures.bytes((double) row.line().bytes());
        }
        int percent = WhoTable.percent(row.line());
        int full = percent * BAR / 100;
        return "█".repeat(full) + "░".repeat(BAR - full) + " " + percent + "%";
    }

    private static double share(Row row) {
        return row.line().moving() ? (row.line().total() <= 0 ? 0 : WhoTable.percent(row.line())) : -1;
    }

    String head() {
        return head;
    }

    /** The most columns of the terminal that it takes. */
    int widest() {
        return widest;
    }

    /** The less, the sooner it makes room. */
    int weight() {
        return weight;
    }

    String text(Row row) {
        return text.apply(row);
    }

    Comparator<Row> order() {
        return order;
    }
}
