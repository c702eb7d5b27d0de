package ferry.session;

import ferry.file.UploadSettings;
import java.time.Duration;

/**
 * What holds for each session.
 *
 * @param idleTimeout how long a session may be silent
 * @param maxLoginFailures how many wrong passwords end a session
 * @param uploads how uploads are received
 * @param charsets the charsets of names
 */
public record SessionSettings(
        Duration idleTimeout, int maxLoginFailures, UploadSettings uploads, CharsetSettings charsets) {}
