package ferry.client.codec;

import com.google.common.base.CharMatcher;
import com.google.common.io.BaseEncoding;

/** Bytes as the figures of an RFC show them. */
final class Bytes {
    private Bytes() {}

    /** Reads bytes in hexadecimal digits, with blanks anywhere. */
    static byte[] of(String digits) {
        return BaseEncoding.base16().decode(CharMatcher.whitespace().removeFrom(digits));
    }

    /** Shows bytes in hexadecimal digits. */
    static String show(byte[] bytes) {
        return BaseEncoding.base16().withSeparator(" ", 2).encode(bytes);
    }

    /** These bytes one behind the other. */
    static byte[] join(byte[]... parts) {
        return com.google.common.primitives.Bytes.concat(parts);
    }
}
