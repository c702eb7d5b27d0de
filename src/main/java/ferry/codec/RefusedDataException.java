package ferry.codec;

import ferry.protocol.ReplyCode;
import java.io.IOException;

/** The bytes of a data connection are not what was agreed on, or not to be taken; carries the reply that says so. */
public final class RefusedDataException extends IOException {
    private static final long serialVersionUID = 1L;

    private final ReplyCode code;
    private final String text;

    private RefusedDataException(ReplyCode code, String text) {
        super(text);
        this.code = code;
        this.text = text;
    }

    /** 451: the bytes break the rules of the transfer mode or of the structure. */
    static RefusedDataException malformed(String text) {
        return new RefusedDataException(ReplyCode.LOCAL_ERROR, text);
    }

    /** 552: more than is taken. */
    static RefusedDataException tooMuch(String text) {
        return new RefusedDataException(ReplyCode.STORAGE_EXCEEDED, text);
    }

    /** The code of the reply. */
    public ReplyCode code() {
        return code;
    }

    /** The text of the reply. */
    public String text() {
        return text;
    }
}
