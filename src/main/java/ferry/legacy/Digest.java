package ferry.legacy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;

/** A digest of the frame's header; the names in lower case are the words of the configuration and the keys of the header. */
public enum Digest {
    /** MD5, which the tutorials use. */
    MD5("MD5", 32),
    /** SHA-1. */
    SHA1("SHA-1", 40),
    /** SHA-256. */
    SHA256("SHA-256", 64),
    /** SHA-512. */
    SHA512("SHA-512", 128);

    private final String algorithm;
    private final int hexDigits;

    Digest(String algorithm, int hexDigits) {
        this.algorithm = algorithm;
        this.hexDigits = hexDigits;
    }

    /** The digest that is written with so many hex digits. */
    static Optional<Digest> ofLength(int hexDigits) {
        for (var digest : values()) {
            if (digest.hexDigits == hexDigits) {
                return Optional.of(digest);
            }
        }
        return Optional.empty();
    }

    /** The key of the header. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A new computation. */
    public MessageDigest start() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
