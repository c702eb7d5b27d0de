package ferry.proxy;

import java.io.IOException;

/** What came is no header of the PROXY protocol. */
public final class ProxyHeaderException extends IOException {
    private static final long serialVersionUID = 1;

    ProxyHeaderException(String message) {
        super(message);
    }
}
