package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the log says of clients that refuse the handshake, most often because they do not trust the certificate. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RefusedHandshakeTest {
    private static final String SOURCE = "ferry.server";
    private static final String REFUSED = "closed: the TLS handshake failed: the client sent the alert ";
    private static final int ALERT = 21;
    private static final int FATAL = 2;

    private final FerryServer server = FerryServer.start("tls.enabled=true");

    @AfterAll
    void stop() {
        server.close();
    }

    private static Stream<Arguments> alerts() {
        return Stream.of("TLSv1.2", "TLSv1.3")
                .flatMap(version -> Stream.of(
                        arguments(version, 48, "unknown_ca"),
                        arguments(version, 42, "bad_certificate"),
                        arguments(version, 45, "certificate_expired")));
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void namesTheAlertThatTheClientSentInClear(String version, int number, String name) throws Exception {
        try (var log = new LogLines(SOURCE);
                var client = new Dialogue(server)) {
            client.say("AUTH TLS").expect("234");
            var out = client.socket().getOutputStream();
            out.write(hello(version));
            client.socket().getInputStream().readNBytes(1); // the server has answered, with keys of its own in TLS 1.3
            sendAlert(out, number);

            log.await("closed");
            assertEquals(List.of(REFUSED + name), log.of(Level.WARN));
        }
    }

    @Test
    void tellsTheNumberOfAnAlertThatHasNoName() throws Exception {
        try (var log = new LogLines(SOURCE);
                var client = new Dialogue(server)) {
            client.say("AUTH TLS").expect("234");
            var out = client.socket().getOutputStream();
            out.write(hello("TLSv1.3"));
            client.socket().getInputStream().readNBytes(1);
            sendAlert(out, 199);

            log.await(REFUSED + "199");
        }
    }

    private static void sendAlert(OutputStream out, int number) throws IOException {
        out.write(new byte[] {ALERT, 3, 3, 0, 2, FATAL, (byte) number});
    }

    /** The first record of a client of this version. */
    private static byte[] hello(String version) throws GeneralSecurityException, SSLException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, null, null);
        var engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {version});
        var record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), record);
        var bytes = new byte[record.flip().remaining()];
        record.get(bytes);
        return bytes;
    }
}
