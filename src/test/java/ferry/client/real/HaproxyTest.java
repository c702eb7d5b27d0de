package ferry.client.real;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.Dialogue;
import ferry.client.FerryServer;
import ferry.client.Installed;
import ferry.client.LogLines;
import ferry.client.TestAuthority;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients behind a real HAProxy, on control and on passive ports. */
final class HaproxyTest {
    private static final String ANNA = "127.0.1.1";
    private static final String EVE = "127.0.1.2";
    private static final int SIZE = 300_000;

    private final TestAuthority authority = TestAuthority.create();
    private final TestAuthority.Issued certificate = authority.server(Haproxy.FRONT);
    private final Haproxy haproxy = new Haproxy();
    private final FerryServer server = FerryServer.start(
            "proxy.trusted=" + Haproxy.BACK,
            "passive.ports=" + haproxy.passivePorts(),
            "ftps.listen=127.0.0.1:0",
            "tls.enabled=true",
            "tls.certificate=" + certificate.certificateFile(),
            "tls.key=" + certificate.keyFile(),
            "trusted-addresses=127.0.0.1",
            "ban.failures=2");

    @RegisterExtension
    final RealClient place = RealClient.withoutServer();

    @BeforeEach
    void require() {
        Installed.require("haproxy");
        Installed.require("curl");
    }

    @AfterEach
    void stop() {
        server.close();
        authority.close();
    }

    private void start(String header) {
        haproxy.start(place, header, server.port(), server.ftpsPort());
    }

    private Outcome curl(String url, List<String> options) {
        var command = new ArrayList<>(List.of("curl", "-sS", "--user", "ferry:ferry", "--interface", ANNA));
        command.addAll(List.of("--cacert", authority.certificateFile().toString(), "--max-time", "30"));
        command.addAll(options);
        command.add(url);
        return place.start("", command).outcome().ok();
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            send-proxy                                       | ftp  | --disable-epsv
            send-proxy                                       | tls  | --ftp-pasv
            send-proxy                                       | ftps | --disable-epsv
            send-proxy-v2                                    | ftp  | --ftp-pasv
            send-proxy-v2 proxy-v2-options crc32c            | tls  | --disable-epsv
            send-proxy-v2 proxy-v2-options crc32c,unique-id  | ftps | --ftp-pasv
            """)
    void movesFiles(String header, String protection, String passive) throws IOException {
        start(header);
        byte[] content = Sample.write(place.local("up.bin"), SIZE);
        var options = new ArrayList<>(List.of(passive, "--no-ftp-skip-pasv-ip"));
        String url = "ftp://" + Haproxy.FRONT + ":" + haproxy.ftp() + "/";
        switch (protection) {
            case "tls" -> options.add("--ssl-reqd");
            case "ftps" -> url = "ftps://" + Haproxy.FRONT + ":" + haproxy.ftps() + "/";
            default -> {}
        }

        try (var log = new LogLines("ferry.server.FtpService")) {
            curl(url + "up.bin", with(options, "-T", "up.bin"));
            curl(url + "up.bin", with(options, "-o", "down.bin"));
            curl(url, options).says("up.bin");

            log.await("connected from /" + ANNA + ":");
            assertEquals(List.of(), log.of(Level.WARN));
        }
        assertArrayEquals(content, Files.readAllBytes(server.home().resolve("up.bin")));
        assertArrayEquals(content, Files.readAllBytes(place.local("down.bin")));
    }

    private static List<String> with(List<String> options, String... more) {
        var all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return all;
    }

    private Dialogue client(String address) {
        return Dialogue.silent(address, new InetSocketAddress(Haproxy.FRONT, haproxy.ftp()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"send-proxy", "send-proxy-v2"})
    void bansWhoGuessesAndNobodyElse(String header) {
        start(header);
        try (var eve = client(EVE)) {
            eve.expect("220");
            for (String code : List.of("530", "421")) {
                eve.say("USER ferry").expect("331");
                eve.say("PASS wrong").expect(code);
            }
        }

        try (var eve = client(EVE);
                var anna = client(ANNA)) {
            eve.expect("421");
            anna.expect("220");
            anna.login().say("PASV").expect("227 .*\\(127,0,0,10,.*");
        }
    }

    /** HAProxy looks every tenth of a second whether the daemon is there, without a header in version 1, else as LOCAL. */
    @ParameterizedTest
    @ValueSource(strings = {"send-proxy", "send-proxy-v2"})
    void isFoundInGoodHealth(String header) {
        try (var proxies = new LogLines("ferry.proxy.Proxies");
                var guard = new LogLines("ferry.guard")) {
            start(header);
            for (int i = 0; i < 20; i++) {
                try (var anna = client(ANNA)) {
                    anna.expect("220");
                    anna.login();
                }
            }
            assertEquals(List.of(), proxies.of(Level.WARN));
            assertEquals(List.of(), guard.of(Level.WARN));
        }
    }

    @Test
    void closesWhenHaproxyDoesNotTell() {
        start("");
        try (var log = new LogLines("ferry.proxy.Proxies");
                var anna = client(ANNA)) {
            anna.say("USER ferry").say("PASS ferry");

            log.await(Haproxy.BACK + " is one of proxy.trusted and sent no PROXY header; closed");
            assertTrue(anna.closed());
        }
    }
}
