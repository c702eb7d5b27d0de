package ferry.client.real;

import ferry.client.real.Errand.Side;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients on a port where TLS comes first, without AUTH: ftps.listen. */
final class ImplicitTlsTest {
    private static final TlsServers SERVERS = new TlsServers();

    @RegisterExtension
    final RealClient place = RealClient.withoutServer();

    @AfterAll
    static void stop() {
        SERVERS.close();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(TlsClient.class)
    void movesFiles(TlsClient client) throws IOException {
        var server = SERVERS.with("tls.session-reuse=" + (client.resumes("TLSv1.3") ? "require" : "accept"));
        var errand = SERVERS.implicit(server, Side.PASSIVE, 2);

        var report = errand.send(client, place, 100_000);

        errand.assertDone(place, report);
    }
}
