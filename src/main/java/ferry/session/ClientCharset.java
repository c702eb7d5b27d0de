package ferry.session;

import ferry.protocol.CharsetGuess;
import ferry.protocol.NameCoding;
import ferry.protocol.Pathname;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The charset of a client's names: what it has agreed on, else what its user is known for, else what it was found out to
 * write, else the server's. {@link #coding} may be asked by all threads.
 */
public final class ClientCharset {
    private static final Logger LOG = LogManager.getLogger(ClientCharset.class);

    private final CharsetSettings settings;
    private volatile NameCoding coding;
    private NameCoding written; // how the command of now was read
    private boolean agreed;
    private boolean known;

    ClientCharset(CharsetSettings settings) {
        this.settings = settings;
        coding = settings.standard();
        written = coding;
    }

    /** Says that a command begins, and how it is to be read. */
    public NameCoding begin() {
        written = coding;
        return written;
    }

    /** How names are read and told now. */
    public NameCoding coding() {
        return coding;
    }

    /** The charset for clients that do not want UTF-8. */
    public NameCoding fallback() {
        return settings.fallback();
    }

    /** Notes what the client wants; nothing but REIN changes it. */
    public void agree(NameCoding wanted) {
        coding = wanted;
        agreed = true;
    }

    /** Notes what the client was found out to write. */
    public void found(NameCoding found) {
        if (!found.equals(coding)) {
            LOG.info("names are {} from now on", found.charset());
            coding = found;
        }
    }

    /** Notes that a user of this charset has logged in. */
    void loggedIn(Optional<NameCoding> users) {
        if (!agreed) {
            coding = users.orElse(settings.standard());
            known = users.isPresent();
        }
    }

    /** Back to the beginning. */
    void reset() {
        coding = settings.standard();
        agreed = false;
        known = false;
    }

    /** What this pathname means; {@code there} tells how much of a pathname is there. */
    Pathname read(Pathname pathname, ToIntFunction<Pathname> there) {
        if (agreed || known || !settings.detection()) {
            return new Pathname(coding.name(pathname.text()));
        }
        byte[] bytes =
                written.bytes(pathname.text()); // a look at the same pathname before may have changed the charset
        found(CharsetGuess.of(bytes, coding, settings.fallback(), each -> there.applyAsInt(named(each, bytes))));
        return named(coding, bytes);
    }

    private static Pathname named(NameCoding coding, byte[] bytes) {
        return new Pathname(coding.name(coding.decode(bytes)));
    }
}
