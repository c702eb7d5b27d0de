package ferry.session;

import ferry.file.UploadMode;
import java.time.Duration;

/**
 * What holds for each session.
 *
 * @param idleTimeout how long a session may be silent
 * @param maxLoginFailures how many wrong passwords end a session
 * @param uploadMode where uploads go while they run
 * @param charsets the charsets of names
 */
public record SessionSettings(
        Duration idleTimeout, int maxLoginFailures, UploadMode uploadMode, CharsetSettings charsets) {}
