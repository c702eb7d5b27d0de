package ferry.console;

import ferry.admin.SessionLine;

/**
 * A session in the live table.
 *
 * @param line what the daemon tells of it
 * @param rate how many bytes a second move now
 */
record Row(SessionLine line, double rate) {
    /** Whether it receives a file from the client. */
    boolean upward() {
        return switch (line.command()) {
            case "STOR", "STOU", "APPE", "post" -> true;
            default -> false;
        };
    }
}
