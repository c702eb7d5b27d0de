package ferry.client;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;

/** Pairs of keys. An EC pair is new each time; RSA takes long, so that one pair serves all tests. */
public final class TestKeys {
    private static final int RSA_BITS = 2048;
    private static final int EC_BITS = 256;

    private TestKeys() {}

    /** Made when it is first asked for. */
    private static final class Rsa {
        private static final KeyPair PAIR = generate("RSA", RSA_BITS);
    }

    /** A new pair on the curve P-256. */
    public static KeyPair ec() {
        return generate("EC", EC_BITS);
    }

    /** The RSA pair of all tests. */
    public static KeyPair rsa() {
        return Rsa.PAIR;
    }

    /** A new RSA pair that signs by RSASSA-PSS only. */
    public static KeyPair rsaPss() {
        return generate("RSASSA-PSS", RSA_BITS);
    }

    /** A new Ed25519 pair. */
    public static KeyPair ed25519() {
        return generate("EdDSA", 255);
    }

    private static KeyPair generate(String kind, int bits) {
        try {
            var generator = KeyPairGenerator.getInstance(kind);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
