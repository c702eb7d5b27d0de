package ferry.unit.tls;

import ferry.client.TestAuthority.Issued;
import ferry.properties.FaultyFileException;
import ferry.tls.CertificateFiles;
import ferry.tls.Certificates;
import ferry.tls.ClientAuthentication;
import ferry.tls.TlsSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Settings that name files. */
final class TlsFiles {
    private final Path folder;

    TlsFiles(Path folder) {
        this.folder = folder;
    }

    /** Where the self-signed certificate is kept. */
    Path selfSigned() {
        return folder.resolve("tls").resolve("self-signed.pem");
    }

    /** The files of a certificate. */
    static CertificateFiles of(Issued issued) {
        return new CertificateFiles(issued.certificateFile(), issued.keyFile(), Optional.empty(), Set.of());
    }

    /** Settings of these certificates. */
    TlsSettings settings(CertificateFiles... certificates) {
        return new TlsSettings(
                List.of(certificates),
                selfSigned(),
                List.of("TLSv1.3", "TLSv1.2"),
                List.of(),
                ClientAuthentication.OFF,
                Optional.empty(),
                Optional.empty(),
                false,
                false);
    }

    /** Opens these certificates. */
    Certificates open(Issued... certificates) throws FaultyFileException {
        return Certificates.open(
                settings(Stream.of(certificates).map(TlsFiles::of).toArray(CertificateFiles[]::new)));
    }
}
