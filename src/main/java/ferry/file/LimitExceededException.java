package ferry.file;

import java.io.IOException;

/** More was to be stored than the administrator allows: a quota is used up, or a file would be too large. */
public final class LimitExceededException extends IOException {
    private static final long serialVersionUID = 1L;

    /** With a text for the client. */
    LimitExceededException(String text) {
        super(text);
    }

    static LimitExceededException ofQuota() {
        return new LimitExceededException("The quota is used up");
    }

    static LimitExceededException ofFile() {
        return new LimitExceededException("The file is larger than files may be here");
    }
}
