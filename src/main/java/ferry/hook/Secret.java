package ferry.hook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What the server and the receiver of events share, so that the receiver knows who calls. */
public final class Secret {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /** These bytes, at least one. */
    public Secret(byte[] bytes) {
        key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** The value of the header: the time in seconds, and the HMAC of it, a full stop and the body. */
    String signature(long seconds, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has this algorithm
        }
    }
}
