package ferry.tls;

import java.io.IOException;

/** A data connection is protected, but nothing shows that it is the client's own. */
public final class UnprovenConnectionException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient TlsChannel channel;

    UnprovenConnectionException(TlsChannel channel, String message) {
        super(message);
        this.channel = channel;
    }

    /** The connection, which is to be ended in order, so that the client goes on to the reply. */
    public TlsChannel channel() {
        return channel;
    }
}
