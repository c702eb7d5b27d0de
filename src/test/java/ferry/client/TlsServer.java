package ferry.client;

import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** A daemon with TLS for one test, and the CA of its certificate, which its clients trust. */
final class TlsServer implements AutoCloseable {
    private final TestAuthority authority = TestAuthority.create();
    private final TestAuthority.Issued certificate = authority.server("localhost");
    private final SSLContext context = authority.context();
    private final FerryServer server;

    private TlsServer(List<String> users, Function<TestAuthority, List<String>> settings) {
        var all = new ArrayList<>(List.of(
                "tls.enabled=true",
                "tls.certificate=" + certificate.certificateFile(),
                "tls.key=" + certificate.keyFile(),
                "max-login-failures=100"));
        all.addAll(settings.apply(authority));
        server = FerryServer.start(users, all.toArray(String[]::new));
    }

    /** Starts a daemon with these settings besides, {@code key=value} each. */
    static TlsServer start(String... settings) {
        return start(List.of(), settings);
    }

    /** Starts a daemon with more lines in its users file. */
    static TlsServer start(List<String> users, String... settings) {
        return with(users, _ -> List.of(settings));
    }

    /** Starts a daemon with settings that name files of its CA. */
    static TlsServer with(Function<TestAuthority, List<String>> settings) {
        return with(List.of(), settings);
    }

    /** The same with more lines in its users file. */
    static TlsServer with(List<String> users, Function<TestAuthority, List<String>> settings) {
        return new TlsServer(users, settings);
    }

    /** Starts a daemon that has only this version of TLS. */
    static TlsServer ofVersion(String version, String... settings) {
        boolean newest = version.equals("TLSv1.3");
        var all = new ArrayList<>(List.of(
                "tls.protocols=" + version,
                "tls.suites=" + (newest ? "TLS_AES_128_GCM_SHA256" : "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")));
        all.addAll(List.of(settings));
        return start(all.toArray(String[]::new));
    }

    /** The daemon. */
    FerryServer daemon() {
        return server;
    }

    /** The CA. */
    TestAuthority authority() {
        return authority;
    }

    /** The certificate of the daemon. */
    TestAuthority.Issued certificate() {
        return certificate;
    }

    /** What a client needs that trusts the CA. */
    SSLContext context() {
        return context;
    }

    /** A client that has read the greeting, in clear. */
    Dialogue client() {
        return new Dialogue(server);
    }

    /** A client that has said AUTH, PBSZ and PROT P, and is logged in with TYPE I. */
    Dialogue loggedIn() {
        var client = client().protect(context).login();
        client.say("TYPE I").expect("200");
        return client;
    }

    /** A client that has said AUTH and has not yet begun the handshake. */
    Dialogue authorised() {
        var client = client();
        client.say("AUTH TLS").expect("234");
        return client;
    }

    /** The client's end of TLS over a connection, record by record, without the session of another connection. */
    RecordClient records(Socket socket, String... versions) {
        return RecordClient.over(socket, context, versions);
    }

    @Override
    public void close() {
        server.close();
        authority.close();
    }
}
