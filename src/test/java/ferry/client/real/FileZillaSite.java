package ferry.client.real;

import com.google.common.io.BaseEncoding;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;

/**
 * A server as FileZilla's user has written it down.
 *
 * @param port its port, on 127.0.0.1
 * @param protocol FileZilla's number for how it is talked to
 * @param trust what its user has answered to FileZilla's questions about this server before
 */
record FileZillaSite(String port, int protocol, String trust) {
    private static final int AS_THE_SERVER_LIKES = 0;
    private static final int IMPLICIT_TLS = 3;
    private static final int EXPLICIT_TLS = 4;
    private static final int CLEAR = 6;

    /** FTP in clear, which the user has said yes to. */
    static FileZillaSite inClear(String port) {
        return new FileZillaSite(port, CLEAR, """
                  <InsecureHosts>
                    <Host Port="%s">127.0.0.1</Host>
                  </InsecureHosts>
                """.formatted(port));
    }

    /** A server nothing is known about: with TLS when it offers it, as FileZilla does by itself. */
    static FileZillaSite unknown(String port) {
        return new FileZillaSite(port, AS_THE_SERVER_LIKES, "");
    }

    /**
     * TLS, with a certificate that the user trusts. Where the server resumes no session, FileZilla asks whether to go on,
     * and the user has said yes to that too.
     */
    static FileZillaSite withTls(String port, boolean implicit, X509Certificate certificate) {
        try {
            return new FileZillaSite(port, implicit ? IMPLICIT_TLS : EXPLICIT_TLS, """
                      <TrustedCerts>
                        <Certificate>
                          <Data>%s</Data>
                          <ActivationTime>%d</ActivationTime><ExpirationTime>%d</ExpirationTime>
                          <Host>127.0.0.1</Host><Port>%s</Port><TrustSANs>0</TrustSANs>
                        </Certificate>
                      </TrustedCerts>
                      <FtpSessionResumption>
                        <Entry Host="127.0.0.1" Port="%s">0</Entry>
                      </FtpSessionResumption>
                    """.formatted(
                            BaseEncoding.base16().lowerCase().encode(certificate.getEncoded()),
                            certificate.getNotBefore().toInstant().getEpochSecond(),
                            certificate.getNotAfter().toInstant().getEpochSecond(),
                            port,
                            port));
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
