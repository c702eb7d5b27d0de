package ferry.server;

import java.time.Duration;

/**
 * How control connections are kept.
 *
 * @param loginTimeout how long a client may take from the connection to its login
 */
public record ServerSettings(Duration loginTimeout) {}
