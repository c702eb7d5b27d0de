package ferry.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;

/**
 * A digest of a file's content. The names in lower case are the words of the configuration and the keys of a frame's
 * header.
 */
public enum Digest {
    /** MD5, which the tutorials use. */
    MD5("MD5", 32),
    /** SHA-1. */
    SHA1("SHA-1", 40),
    /** SHA-256. */
    SHA256("SHA-256", 64),
    /** SHA-512. */
    SHA512("SHA-512", 128),
    /** The checksum of zip files, against accidents only. */
    CRC32("CRC32", 8);

    private final String algorithm;
    private final int hexDigits;

    Digest(String algorithm, int hexDigits) {
        this.algorithm = algorithm;
        this.hexDigits = hexDigits;
    }

    /** The digest that is written with so many hex digits, if it is one that holds against more than accidents. */
    public static Optional<Digest> ofLength(int hexDigits) {
        for (var digest : values()) {
            if (digest.hexDigits == hexDigits && digest != CRC32) {
                return Optional.of(digest);
            }
        }
        return Optional.empty();
    }

    /** The digest that is registered under this name, in any case. */
    public static Optional<Digest> named(String label) {
        for (var digest : values()) {
            if (digest.algorithm.equalsIgnoreCase(label)) {
                return Optional.of(digest);
            }
        }
        return Optional.empty();
    }

    /** The name under which it is registered, as HASH writes it. */
    public String label() {
        return algorithm;
    }

    /** The key of the header. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A new computation. */
    public MessageDigest start() {
        try {
            return this == CRC32 ? new Crc32() : MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    /** Takes the bytes of a file from one position up to another into a computation, through this buffer. */
    public static void feed(
            MessageDigest computation, SeekableByteChannel file, Range range, ByteBuffer buffer, Progress progress)
            throws IOException {
        file.position(range.from());
        long rest = range.bytes();
        while (rest > 0) {
            buffer.clear().limit((int) Math.min(rest, buffer.capacity()));
            int count = file.read(buffer);
            if (count < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
            computation.update(buffer.flip());
            rest -= count;
            progress.moved(count);
        }
    }
}
