package ferry.tls;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The alerts of TLS: RFC 8446, section 6. */
final class Alert {
    private static final int TYPE = 21;
    private static final int HEADER = 5;
    private static final int LENGTH = 2;

    private Alert() {}

    /**
     * The name of the alert in clear that begins here; empty when something else does. In TLS 1.3 a client that refuses
     * the certificate has no keys yet to encrypt its alert by, and JSSE takes it for a broken record.
     */
    static Optional<String> inClear(ByteBuffer bytes, int from) {
        boolean isAlert = bytes.limit() - from >= HEADER + LENGTH
                && bytes.get(from) == TYPE
                && bytes.getShort(from + HEADER - 2) == LENGTH;
        return isAlert ? Optional.of(name(bytes.get(from + HEADER + 1) & 0xff)) : Optional.empty();
    }

    private static String name(int number) {
        return switch (number) {
            case 0 -> "close_notify";
            case 10 -> "unexpected_message";
            case 20 -> "bad_record_mac";
            case 22 -> "record_overflow";
            case 40 -> "handshake_failure";
            case 42 -> "bad_certificate";
            case 43 -> "unsupported_certificate";
            case 44 -> "certificate_revoked";
            case 45 -> "certificate_expired";
            case 46 -> "certificate_unknown";
            case 47 -> "illegal_parameter";
            case 48 -> "unknown_ca";
            case 49 -> "access_denied";
            case 50 -> "decode_error";
            case 51 -> "decrypt_error";
            case 70 -> "protocol_version";
            case 71 -> "insufficient_security";
            case 80 -> "internal_error";
            case 86 -> "inappropriate_fallback";
            case 90 -> "user_canceled";
            case 109 -> "missing_extension";
            case 110 -> "unsupported_extension";
            case 112 -> "unrecognized_name";
            case 116 -> "certificate_required";
            case 120 -> "no_application_protocol";
            default -> Integer.toString(number);
        };
    }
}
