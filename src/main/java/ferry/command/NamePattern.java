package ferry.command;

/**
 * A pattern with {@code *} and {@code ?}, as LIST and NLST take it in the last name. Matching takes at most the product
 * of both lengths, whatever the pattern.
 *
 * @param text the pattern
 */
record NamePattern(String text) {
    /** Whether this text is a pattern at all. */
    static boolean in(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /** Whether a name fits. */
    boolean matches(String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int afterStar = 0;
        while (n < name.length()) {
            if (p < text.length() && text.charAt(p) == '*') {
                star = p++;
                afterStar = n;
            } else if (p < text.length() && (text.charAt(p) == '?' || text.charAt(p) == name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++afterStar;
            } else {
                return false;
            }
        }
        while (p < text.length() && text.charAt(p) == '*') {
            p++;
        }
        return p == text.length();
    }
}
