package ferry.unit.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ferry.client.TestAuthority;
import ferry.client.TestKeys;
import ferry.properties.FaultyFileException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Certificates from PEM files, as clients see them. */
final class CertificatesTest {
    private final TestAuthority ca = TestAuthority.create();
    private final TlsFiles files = new TlsFiles(ca.folder());

    @AfterEach
    void close() {
        ca.close();
    }

    @Test
    void showsACertificateWithAnEcKey() throws FaultyFileException {
        var issued = ca.server("localhost");

        assertEquals(
                issued.chain(), Handshake.with(files.open(issued), ca.context()).chain());
    }

    @Test
    void showsACertificateWithAnRsaKey() throws FaultyFileException {
        var issued = ca.server(TestKeys.rsa(), "localhost");

        assertEquals(
                issued.chain(), Handshake.with(files.open(issued), ca.context()).chain());
    }

    @Test
    void showsACertificateWithAnRsaKeyForPssOnly() throws FaultyFileException {
        var issued = ca.server(TestKeys.rsaPss(), "localhost");

        assertEquals(
                issued.chain(), Handshake.with(files.open(issued), ca.context()).chain());
    }

    @Test
    void showsACertificateWithAnEdDsaKey() throws FaultyFileException {
        var issued = ca.server(TestKeys.ed25519(), "localhost");

        assertEquals(
                issued.chain(), Handshake.with(files.open(issued), ca.context()).chain());
    }

    @Test
    void showsTheChainUpToTheRoot() throws FaultyFileException {
        var issued = ca.intermediate("Second").intermediate("Third").server("localhost");

        assertEquals(3, issued.chain().size());
        assertEquals(
                issued.chain(), Handshake.with(files.open(issued), ca.context()).chain());
    }
}
