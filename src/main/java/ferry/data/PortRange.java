package ferry.data;

/**
 * The ports a passive data connection may come in at.
 *
 * @param first the lowest
 * @param last the highest; 0 to 0 stands for any port the system gives
 */
public record PortRange(int first, int last) {
    /** Any free port. */
    public static final PortRange ANY = new PortRange(0, 0);

    /** Checks the borders. */
    public PortRange {
        boolean any = first == 0 && last == 0;
        if (!any && (first < 1 || last > 65_535 || first > last)) {
            throw new IllegalArgumentException("a range is FIRST-LAST within 1 to 65535, or 0 for any free port");
        }
    }

    /** Reads {@code FIRST-LAST}, one port, or {@code 0}; throws IllegalArgumentException otherwise. */
    public static PortRange parse(String text) {
        int dash = text.indexOf('-');
        try {
            int first = Integer.parseInt((dash < 0 ? text : text.substring(0, dash)).strip());
            return new PortRange(
                    first,
                    dash < 0 ? first : Integer.parseInt(text.substring(dash + 1).strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("ports are written FIRST-LAST, not \"" + text + "\"", e);
        }
    }

    /** Whether the system chooses the port. */
    public boolean any() {
        return last == 0;
    }

    /** Whether a port is in it. */
    public boolean contains(int port) {
        return any() || (first <= port && port <= last);
    }

    /** How many ports there are. */
    public int size() {
        return last - first + 1;
    }

    /** As the configuration has it. */
    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
