package ferry.legacy;

import ferry.protocol.NameCoding;
import ferry.session.Session;

/** The text of a client: UTF-8, until bytes that are none show that it is in the fallback charset. */
final class ClientText {
    private final Session session;
    private final NameCoding fallback;

    ClientText(Session session, NameCoding fallback) {
        this.session = session;
        this.fallback = fallback;
    }

    /** The text of these bytes, as it looks now. */
    String look(byte[] bytes) {
        return coding(bytes).decode(bytes);
    }

    /** The text of these bytes; the connection is answered in its charset from now on. */
    String read(byte[] bytes) {
        var coding = coding(bytes);
        session.parameters().coding(coding);
        return coding.decode(bytes);
    }

    /** Whether these bytes are whole characters of the charset of before. */
    boolean whole(byte[] bytes) {
        return session.coding().decodes(bytes, 0, bytes.length);
    }

    /** Bytes that are text in neither are left to the one of before, which keeps them as they are. */
    private NameCoding coding(byte[] bytes) {
        var now = session.coding();
        if (now.equals(fallback) || !fallback.decodes(bytes, 0, bytes.length)) {
            return now;
        }
        boolean valid = now.decodes(bytes, 0, bytes.length);
        boolean other = !valid || (names(fallback, bytes) && !names(now, bytes));
        return other ? fallback : now;
    }

    /** Names of two characters in GBK are often valid UTF-8 too, and name nothing then. */
    private boolean names(NameCoding coding, byte[] bytes) {
        return Readiness.ready(session, coding.decode(bytes));
    }
}
