package ferry.console;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells in columns that are as wide as their widest cell, for a reader and for a pipe. */
public final class Columns {
    private static final String GAP = "  ";

    private Columns() {}

    /** The lines of these rows; the last column is as long as it is. */
    public static List<String> lines(List<List<String>> rows) {
        var lines = new ArrayList<String>();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = rows.stream()
                        .mapToInt(each -> Width.of(each.get(column)))
                        .max()
                        .orElse(0);
                line.append(row.get(i));
                if (i + 1 < row.size()) {
                    line.append(" ".repeat(width - Width.of(row.get(i)))).append(GAP);
                }
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
