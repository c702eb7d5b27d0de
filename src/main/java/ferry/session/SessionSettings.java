package ferry.session;

import ferry.file.FileSettings;
import java.time.Duration;

/**
 * What holds for each session.
 *
 * @param idleTimeout how long a session may be silent
 * @param maxLoginFailures how many wrong passwords end a session
 * @param files what holds for the files of every user
 * @param charsets the charsets of names
 */
public record SessionSettings(
        Duration idleTimeout, int maxLoginFailures, FileSettings files, CharsetSettings charsets) {}
