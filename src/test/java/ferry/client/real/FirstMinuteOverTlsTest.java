package ferry.client.real;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.FerryServer;
import ferry.client.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The first minute with TLS: a daemon as it is shipped, with a certificate that it has made for itself. */
final class FirstMinuteOverTlsTest {
    @RegisterExtension
    final RealClient place = RealClient.withoutServer();

    private final FerryServer server = FerryServer.start("tls.enabled=true");

    private final String certificate =
            server.folder().resolve("conf/self-signed.pem").toString();

    @AfterEach
    void stop() {
        server.close();
    }

    /** As the README has it. */
    private Outcome lftp(String commands) {
        Installed.require("lftp");
        String url = "ftp://ferry:ferry@127.0.0.1:" + server.port();
        return place.start("", List.of("lftp", "-d", "-e", commands + "; quit", url))
                .outcome();
    }

    private Outcome curl(String... options) {
        Installed.require("curl");
        var command = new ArrayList<>(List.of("curl", "-sSv"));
        command.addAll(List.of(options));
        command.add("ftp://ferry:ferry@127.0.0.1:" + server.port() + "/");
        return place.start("", command).outcome();
    }

    @Test
    void lftpTalksToNobodyWhomItDoesNotKnow() {
        var outcome = lftp("set net:max-retries 1; cls");

        outcome.says("The certificate is NOT trusted");
        assertEquals(0, outcome.count("---> PASS"));
    }

    @Test
    void lftpMirrorsWhenItIsToldWhomToTrust() throws IOException {
        Sample.plantTree(place.local("up"));

        lftp("set ssl:ca-file " + certificate + "; mirror -R up up; mirror up down")
                .ok()
                .says("---> PROT P");

        assertEquals(Sample.tree(place.local("up")), Sample.tree(place.local("down")));
    }

    @Test
    void curlListsWhenItIsToldWhomToTrust() {
        server.file("a.txt", "content");

        curl("--ssl-reqd").exits(60); // "the server's certificate cannot be authenticated"
        curl("--ssl-reqd", "--cacert", certificate).ok().says("a.txt").says("> PROT P");
    }

    @Test
    void curlListsInClearWhenNobodySpeaksOfTls() {
        server.file("a.txt", "content");

        var outcome = curl().ok().says("a.txt");

        assertEquals(0, outcome.count("> AUTH"));
    }

    @Test
    void clientsWithoutTlsWorkOnTheSamePort() throws IOException {
        byte[] content = Sample.write(server.home().resolve("a.bin"), 100_000);
        String port = Integer.toString(server.port());
        String url = "ftp://ferry:ferry@127.0.0.1:" + port + "/a.bin";
        Files.createDirectory(place.local("ncftp"));

        run("ncftpget", "-u", "ferry", "-p", "ferry", "-P", port, "-r", "0", "127.0.0.1", "ncftp", "a.bin");
        run("tnftp", "-o", "tnftp.bin", url);
        run("aria2c", "--no-conf", "--timeout=2", "-o", "aria2.bin", url);

        for (var name : List.of("ncftp/a.bin", "tnftp.bin", "aria2.bin")) {
            assertArrayEquals(content, Files.readAllBytes(place.local(name)), name);
        }
    }

    private void run(String... command) {
        Installed.require(command[0]);
        place.start("", List.of(command)).outcome().ok();
    }

    @Test
    void fileZillaAsksItsUser() throws IOException {
        List.of("filezilla", "Xvfb", "xdotool").forEach(Installed::require);
        var site = FileZillaSite.unknown(Integer.toString(server.port()));
        var filezilla = new FileZilla(place, site, place.local(""), true, FileZilla.Existing.OVERWRITE);
        filezilla.launch();

        filezilla.agree("Unknown certificate");
        filezilla.awaitListing();

        assertTrue(filezilla.log().contains("Command: PROT P"));
        assertTrue(filezilla.log().contains("Status: TLS connection established"));
    }
}
