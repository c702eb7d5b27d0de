package ferry.console;

import org.jline.utils.WCWidth;

/** How many columns of a terminal a text takes. */
final class Width {
    private static final String CUT = "…";

    private Width() {}

    /** Of the whole text, which has no control characters. */
    static int of(String text) {
        return text.codePoints().map(Width::of).sum();
    }

    private static int of(int codePoint) {
        return Math.max(0, WCWidth.wcwidth(codePoint));
    }

    /** The text with blanks behind it, or without its end, so that it takes exactly so many columns. */
    static String fitted(String text, int columns) {
        int width = of(text);
        if (width <= columns) {
            return text + " ".repeat(columns - width);
        }
        if (columns <= 0) {
            return "";
        }
        var fitting = new StringBuilder();
        int used = 0;
        for (int codePoint : text.codePoints().toArray()) {
            int next = of(codePoint);
            if (used + next > columns - 1) {
                break;
            }
            fitting.appendCodePoint(codePoint);
            used += next;
        }
        return fitting.append(CUT).append(" ".repeat(columns - 1 - used)).toString();
    }
}
