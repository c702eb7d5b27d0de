package ferry.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of FTP in a handshake (ALPN, RFC 7301), by which nobody is led from another protocol to this server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AlpnTest {
    private final TlsServer tls = TlsServer.start();

    @AfterAll
    void stop() {
        tls.close();
    }

    private static RecordClient offering(RecordClient client, String names) {
        return client.with(parameters -> parameters.setApplicationProtocols(names.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "ftp,ftp",
        "x-filezilla-ftp,x-filezilla-ftp",
        "x-filezilla-ftp ftp,ftp",
        "ftp x-filezilla-ftp,ftp",
        "h2 ftp,ftp",
        "http/1.1 x-filezilla-ftp smtp,x-filezilla-ftp"
    })
    void choosesANameOfFtp(String offered, String chosen) {
        try (var client = tls.authorised();
                var control = offering(tls.records(client.socket()), offered).handshake()) {
            assertEquals(chosen, control.engine().getApplicationProtocol());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ftp-data,ftp-data",
        "ftp,ftp",
        "x-filezilla-ftp-data,x-filezilla-ftp-data",
        "x-filezilla-ftp,x-filezilla-ftp",
        "x-filezilla-ftp-data ftp-data,ftp-data",
        "ftp ftp-data,ftp-data"
    })
    void choosesANameOfFtpForADataConnection(String offered, String chosen) throws IOException {
        tls.daemon().file("a", "content");
        try (var client = tls.loggedIn();
                var data = client.passive()) {
            client.say("RETR a").expect("150");
            var records = offering(client.records(data), offered).handshake();

            assertEquals(chosen, records.engine().getApplicationProtocol());
            assertEquals("content", new String(records.receive(), UTF_8));
            client.expect("226");
        }
    }

    @Test
    void needsNoName() {
        try (var client = tls.authorised();
                var control = tls.records(client.socket()).handshake()) {
            assertEquals("", control.engine().getApplicationProtocol());
        }
    }

    @ParameterizedTest
    @CsvSource({"http/1.1,TLSv1.3", "http/1.1,TLSv1.2", "h2 http/1.1,TLSv1.3", "ftp-data,TLSv1.3", "FTP,TLSv1.3"})
    void refusesOtherNames(String offered, String version) {
        try (var client = tls.authorised();
                var log = new LogLines("ferry.server")) {
            String failure =
                    offering(tls.records(client.socket(), version), offered).handshakeFailure();

            assertTrue(failure.contains("no_application_protocol"), failure);
            assertTrue(client.closed());
            log.await("the TLS handshake failed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http/1.1", "smtp", "ftps"})
    void refusesOtherNamesForADataConnection(String offered) throws IOException {
        tls.daemon().file("a", "content");
        try (var client = tls.loggedIn();
                var log = new LogLines("ferry.command.Failures");
                var data = client.passive()) {
            client.say("RETR a").expect("150");
            String failure = offering(client.records(data), offered).handshakeFailure();

            assertTrue(failure.contains("no_application_protocol"), failure);
            client.expect("425");
            log.await("no data connection: the TLS handshake failed");
        }
    }
}
