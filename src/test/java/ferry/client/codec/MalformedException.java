package ferry.client.codec;

import java.io.IOException;

/** What came is not what RFC 959 allows. */
final class MalformedException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
        super(message);
    }
}
