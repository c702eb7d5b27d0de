package ferry.legacy;

import ferry.file.Digest;
import java.nio.charset.Charset;
import java.time.Duration;

/**
 * How the legacy protocol is served.
 *
 * @param user as whom every connection acts
 * @param file what {@code g} without a name sends
 * @param dataPort where {@code g} connects to
 * @param hash the digest of frames that are sent
 * @param fallbackCharset how bytes that are not UTF-8 are read
 * @param idleTimeout how long a connection may be silent
 */
public record LegacySettings(
        String user, String file, int dataPort, Digest hash, Charset fallbackCharset, Duration idleTimeout) {}
