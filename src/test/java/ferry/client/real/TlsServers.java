package ferry.client.real;

import ferry.client.FerryServer;
import ferry.client.TestAuthority;
import ferry.client.real.Errand.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A daemon for each set of settings that is asked for, with one certificate: so tests of many rows start few of them. */
final class TlsServers implements AutoCloseable {
    private final TestAuthority authority = TestAuthority.create();
    private final TestAuthority.Issued certificate = authority.server("127.0.0.1", "localhost");
    private final Map<List<String>, FerryServer> servers = new HashMap<>();

    /** The CA of the daemons, whom clients trust. */
    TestAuthority authority() {
        return authority;
    }

    /** The daemon with these settings, {@code key=value} each. */
    FerryServer with(String... settings) {
        return with(List.of(), settings);
    }

    /** The same with more lines in its users file. */
    FerryServer with(List<String> users, String... settings) {
        return servers.computeIfAbsent(List.of(settings), key -> {
            var all = new ArrayList<>(key);
            all.add("tls.enabled=true");
            all.add("tls.certificate=" + certificate.certificateFile());
            all.add("tls.key=" + certificate.keyFile());
            all.add("ftps.listen=127.0.0.1:0");
            return FerryServer.start(users, all.toArray(String[]::new));
        });
    }

    /** What a client is sent to do at a daemon, after AUTH TLS. */
    Errand explicit(FerryServer server, Side side, int files) {
        return new Errand(server, false, authority, certificate, side, true, files, Optional.empty());
    }

    /** The same on the port of implicit TLS. */
    Errand implicit(FerryServer server, Side side, int files) {
        return new Errand(server, true, authority, certificate, side, true, files, Optional.empty());
    }

    @Override
    public void close() {
        servers.values().forEach(FerryServer::close);
        authority.close();
    }
}
