package ferry.legacy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/** A digest of the frame's header; the names in lower case are the words of the configuration and the keys of the header. */
public enum Digest {
    /** MD5, which the tutorials use. */
    MD5("MD5"),
    /** SHA-1. */
    SHA1("SHA-1"),
    /** SHA-256. */
    SHA256("SHA-256"),
    /** SHA-512. */
    SHA512("SHA-512");

    private final String algorithm;

    Digest(String algorithm) {
        this.algorithm = algorithm;
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
