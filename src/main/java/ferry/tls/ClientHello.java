package ferry.tls;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * What the log tells of a client's first message (RFC 8446, section 4.1.2): JSSE does not say why it did not resume.
 *
 * @param offersSession whether the client wanted to resume a session, of whomever
 */
record ClientHello(boolean offersSession) {
    /** None came, or one that cannot be read. */
    static final ClientHello NONE = new ClientHello(false);

    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int SESSION_TICKET = 35;
    private static final int PRE_SHARED_KEY = 41;

    /** Reads the record of TLS that holds it. */
    static ClientHello read(ByteBuffer message) {
        try {
            if (message.get() != HANDSHAKE || message.position(5).get() != CLIENT_HELLO) {
                return NONE;
            }
            message.position(5 + 4 + 2 + 32); // header of the message, version, random
            skip(message, message.get() & 0xff); // session id: random in TLS 1.3
            skip(message, message.getShort() & 0xffff); // suites
            skip(message, message.get() & 0xff); // compression
            int end = (message.getShort() & 0xffff) + message.position();
            while (message.position() < end) {
                int type = message.getShort() & 0xffff;
                int length = message.getShort() & 0xffff;
                if (type == PRE_SHARED_KEY || (type == SESSION_TICKET && length > 0)) {
                    return new ClientHello(true);
                }
                skip(message, length);
            }
            return new ClientHello(false);
        } catch (BufferUnderflowException | IllegalArgumentException _) {
            return NONE;
        }
    }

    private static void skip(ByteBuffer message, int count) {
        message.position(message.position() + count);
    }
}
