package ferry.client.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ferry.client.FerryServer;
import ferry.client.TestAuthority;
import ferry.client.real.Errand.Side;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that show a certificate of their own, on both connections. */
final class ClientCertificateTest {
    private static final TlsServers SERVERS = new TlsServers();

    @RegisterExtension
    final RealClient place = RealClient.withoutServer();

    /** Asks for certificates; only that of CN=ferry lets in, with the password besides. */
    private static FerryServer server() {
        return SERVERS.with(
                List.of("ftpserver.user.ferry.certificate=cn:ferry"),
                "tls.client-auth=require",
                "tls.client-ca=" + SERVERS.authority().certificateFile());
    }

    @AfterAll
    static void stop() {
        SERVERS.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"CURL", "LFTP", "PYTHON", "PYTHON_WITH_SESSIONS"})
    void movesFiles(TlsClient client) throws IOException {
        var errand = SERVERS.explicit(server(), Side.PASSIVE, 2).showing(issued("CN=ferry"));

        var report = errand.send(client, place, 100_000);

        errand.assertDone(place, report);
    }

    @ParameterizedTest
    @EnumSource(names = {"CURL", "LFTP", "PYTHON"})
    void isRefusedWithTheCertificateOfAnother(TlsClient client) throws IOException {
        var errand = SERVERS.explicit(server(), Side.PASSIVE, 1).showing(issued("CN=another"));

        var report = errand.send(client, place, 1000);

        assertRefused(report);
    }

    @ParameterizedTest
    @EnumSource(names = {"CURL", "LFTP", "PYTHON"})
    void isRefusedWithoutACertificate(TlsClient client) throws IOException {
        var errand = SERVERS.explicit(server(), Side.PASSIVE, 1);

        var report = errand.send(client, place, 1000);

        assertRefused(report);
    }

    private static TestAuthority.Issued issued(String subject) {
        return SERVERS.authority().client(subject);
    }

    private static void assertRefused(Report report) {
        assertFalse(report.well(), report.said());
        assertEquals("", report.listing());
        assertEquals(List.of("listed.txt"), server().names());
    }
}
