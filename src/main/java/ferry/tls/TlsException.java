package ferry.tls;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** TLS came to nothing. The message says why in one line, with the alert if there was one; it may hold the peer's text. */
public final class TlsException extends IOException {
    private static final long serialVersionUID = 1;
    /** How JSSE tells of an alert of the peer. */
    static final String RECEIVED = "Received fatal alert: ";

    /** Says why. */
    public TlsException(String message) {
        super(message);
    }

    private TlsException(String message, SSLException cause) {
        super(message, cause);
    }

    /** What JSSE has thrown, in the words of an administrator. */
    static TlsException of(String what, SSLException cause) {
        if (Throwables.getCausalChain(cause).stream().anyMatch(CertificateException.class::isInstance)) {
            return new TlsException(
                    what + ": the certificate of the client was refused", cause); // ClientTrust has said why
        }
        String reason = String.valueOf(cause.getMessage());
        int alert = reason.indexOf(RECEIVED); // Java writes the name of the alert in brackets before it, or not
        return new TlsException(
                alert >= 0
                        ? what + ": the client sent the alert "
                                + reason.substring(alert + RECEIVED.length()).toLowerCase(Locale.ROOT)
                        : what + ": " + reason,
                cause);
    }
}
