package ferry.legacy;

import ferry.protocol.CharsetGuess;
import ferry.protocol.NameCoding;
import ferry.session.Session;

/** The text of a client: UTF-8, until bytes that are none show that it is in the fallback charset. */
final class ClientText {
    private final Session session;

    ClientText(Session session) {
        this.session = session;
    }

    /** The text of these bytes, as it looks now. */
    String look(byte[] bytes) {
        return coding(bytes).decode(bytes);
    }

    /** The text of these bytes; the connection is answered in its charset from now on. */
    String read(byte[] bytes) {
        var coding = coding(bytes);
        session.charset().found(coding);
        return coding.decode(bytes);
    }

    /** Whether these bytes are whole characters of the charset of before. */
    boolean whole(byte[] bytes) {
        return session.coding().decodes(bytes, 0, bytes.length);
    }

    private NameCoding coding(byte[] bytes) {
        return CharsetGuess.of(
                bytes,
                session.coding(),
                session.charset().fallback(),
                coding ->
                        Readiness.ready(session, coding.decode(bytes)) ? CharsetGuess.POSSIBLE : CharsetGuess.NOTHING);
    }
}
