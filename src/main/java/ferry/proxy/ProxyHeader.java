package ferry.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The header that a proxy sends in front of all else: the PROXY protocol, version 1 (text) or 2 (binary). Not one byte
 * behind it is read.
 */
final class ProxyHeader {
    /** Where a header comes from. */
    @FunctionalInterface
    interface Source {
        /** The next bytes, as many as asked for; EOFException when there are fewer. */
        byte[] next(int count) throws IOException;
    }

    /** The first bytes of version 2; shorter than any header of version 1. */
    static final byte[] SIGNATURE = "\r\n\r\n\0\r\nQUIT\n".getBytes(ISO_8859_1);

    private ProxyHeader() {}

    /**
     * Reads a header. Nothing: the connection is the proxy's own, such as a health check, or the proxy does not know the
     * client. Throws {@link ProxyHeaderException} for what is no header.
     */
    static Optional<Ends> read(Source source) throws IOException {
        byte[] first = source.next(SIGNATURE.length);
        return Arrays.equals(first, SIGNATURE) ? BinaryHeader.read(source) : TextHeader.read(first, source);
    }
}
