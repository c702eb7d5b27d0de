package ferry.legacy;

import java.io.IOException;

/** What a client sent where a frame is due is none. */
public final class FrameException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong with it. */
    FrameException(String message) {
        super(message);
    }
}
