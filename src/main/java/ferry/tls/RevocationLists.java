package ferry.tls;

import static ferry.properties.Findings.faulty;

import ferry.properties.FaultyFileException;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.List;

/** Reads lists of revoked certificates (CRL). */
final class RevocationLists {
    private RevocationLists() {}

    /** All lists in a file: of PEM form any number, of DER form one. */
    static List<X509CRL> read(Contents contents, Path file) throws FaultyFileException {
        byte[] bytes = contents.bytes(file);
        var blocks = Pem.blocks(bytes).stream()
                .filter(block -> block.label().equals("X509 CRL"))
                .toList();
        try {
            if (blocks.isEmpty()) {
                return List.of(list(bytes));
            }
            var lists = new ArrayList<X509CRL>();
            for (var block : blocks) {
                lists.add(list(block.bytes()));
            }
            return lists;
        } catch (CertificateException | CRLException | IllegalArgumentException _) {
            throw faulty(file, "no list of revoked certificates (CRL) that can be read, in PEM or DER form");
        }
    }

    private static X509CRL list(byte[] der) throws CertificateException, CRLException {
        return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
    }
}
