package ferry.bench;

/**
 * A server to be measured, which runs already.
 *
 * @param name what the table calls it
 * @param host the address that it listens on, one of its own
 * @param port the control port
 * @param user who logs in
 * @param password the user's password
 * @param pid the first of its processes
 */
record Server(String name, String host, int port, String user, String password, long pid) {
    /** Reads {@code name=host:port:user:password:pid}. */
    static Server parse(String text) {
        int equals = text.indexOf('=');
        String[] parts = text.substring(equals + 1).split(":", -1);
        if (equals < 1 || parts.length != 5) {
            throw new IllegalArgumentException("name=host:port:user:password:pid is needed, not \"" + text + "\"");
        }
        return new Server(
                text.substring(0, equals),
                parts[0],
                Integer.parseInt(parts[1]),
                parts[2],
                parts[3],
                Long.parseLong(parts[4]));
    }
}
