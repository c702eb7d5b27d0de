package ferry.unit.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.LogLines;
import ferry.client.TestAuthority;
import ferry.client.TestAuthority.Issued;
import ferry.properties.FaultyFileException;
import ferry.tls.CertificateFiles;
import ferry.tls.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Files of certificates that change while the daemon runs. */
final class ChangedCertificatesTest {
    private final Instant written = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final TestAuthority ca = TestAuthority.create();
    private final Issued before = ca.server("ftp.example");
    private final Issued after = ca.server("ftp.example");
    private final Path certificate = ca.write("cert.pem", "");
    private final Path key = ca.write("key.pem", "");
    private final SettableClock clock = new SettableClock(written.plusSeconds(60));
    private final LogLines log = new LogLines(Certificates.class.getName());

    @AfterEach
    void close() {
        log.close();
        ca.close();
    }

    @Test
    void areReadAgain() throws FaultyFileException, IOException {
        var certificates = open();

        put(after.certificateFile(), certificate, 1);
        put(after.keyFile(), key, 1);

        assertEquals(after.certificate(), shown(certificates));
        assertEquals(after.chain(), Handshake.with(certificates, ca.context()).chain());
        assertEquals(2, log.of(Level.INFO).size());
        assertTrue(log.of(Level.INFO).getLast().startsWith("certificates read again: " + certificate));
    }

    @Test
    void leaveALoginThatHasBegunAsItWas() throws FaultyFileException, IOException {
        var certificates = open();
        var login = certificates.current(Optional.empty());

        put(after.certificateFile(), certificate, 1);
        put(after.keyFile(), key, 1);
        certificates.current(Optional.empty());

        assertEquals(before.chain(), Handshake.of(login, ca.context()).run().chain());
    }

    @Test
    void holdOnlyTogether() throws FaultyFileException, IOException {
        var certificates = open();

        put(after.certificateFile(), certificate, 1);
        assertEquals(before.certificate(), shown(certificates));
        assertEquals(before.certificate(), shown(certificates));
        assertEquals(
                List.of(key + ": the key is not that of a certificate in " + certificate
                        + "; the certificates of before stay"),
                log.of(Level.ERROR));

        put(after.keyFile(), key, 1);
        assertEquals(after.certificate(), shown(certificates));
    }

    @Test
    void areSeenWhenTheyChangeTooFastForTheirTimes() throws FaultyFileException, IOException {
        clock.set(written.plusMillis(500));
        var certificates = open();

        put(after.certificateFile(), certificate, 0);
        shown(certificates);
        put(after.keyFile(), key, 0);

        assertEquals(after.certificate(), shown(certificates));
    }

    @Test
    void areNotReadAgainWhenNothingHasChanged() throws FaultyFileException, IOException {
        var certificates = open();

        put(before.certificateFile(), certificate, 1);

        assertEquals(before.certificate(), shown(certificates));
        assertEquals(1, log.lines().size());
    }

    @Test
    void stayWhenAFileVanishesAndAreReadWhenItIsBack() throws FaultyFileException, IOException {
        var certificates = open();

        Files.delete(key);
        assertEquals(before.certificate(), shown(certificates));
        assertEquals(before.certificate(), shown(certificates));
        assertEquals(List.of(key + ": no such file; the certificates of before stay"), log.of(Level.ERROR));

        put(after.certificateFile(), certificate, 1);
        put(after.keyFile(), key, 1);
        assertEquals(after.certificate(), shown(certificates));
    }

    @Test
    void stayWhenAFileIsHalfWritten() throws FaultyFileException, IOException {
        var certificates = open();

        String whole = Files.readString(after.certificateFile());
        Files.writeString(certificate, whole.substring(0, whole.length() / 2));
        date(certificate, 1);

        assertEquals(before.certificate(), shown(certificates));
        assertEquals(1, log.of(Level.ERROR).size());
    }

    @Test
    void areFollowedThroughLinks() throws FaultyFileException, IOException {
        var live = Files.createDirectory(ca.folder().resolve("live"));
        var liveCertificate = live.resolve("fullchain.pem");
        var liveKey = live.resolve("privkey.pem");
        date(before.certificateFile(), 0);
        date(before.keyFile(), 0);
        date(after.certificateFile(), 0);
        date(after.keyFile(), 0);
        Files.createSymbolicLink(liveCertificate, before.certificateFile());
        Files.createSymbolicLink(liveKey, before.keyFile());
        var certificates = open(liveCertificate, liveKey);

        relink(liveCertificate, after.certificateFile());
        assertEquals(before.certificate(), shown(certificates));
        relink(liveKey, after.keyFile());

        assertEquals(after.certificate(), shown(certificates));
    }

    @Test
    void areTheSameObjectsAsLongAsTheyAreTheSame() throws FaultyFileException, IOException {
        var certificates = open();

        assertSame(shown(certificates), shown(certificates));
    }

    @Test
    void fitForEveryThreadWhileTheyChange() throws Exception {
        clock.set(written);
        var certificates = open();
        var ended = new AtomicBoolean();
        var looking = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                looking.add(threads.submit(() -> looks(certificates, ended)));
            }
            for (int i = 0; i < 50; i++) {
                var next = i % 2 == 0 ? after : before;
                put(next.certificateFile(), certificate, 0);
                put(next.keyFile(), key, 0);
            }
            ended.set(true);
            for (var each : looking) {
                assertTrue(each.get() > 0);
            }
        }
        assertEquals(before.certificate(), shown(certificates));
    }

    /** Looks again and again; each time certificate and key belong together. */
    private int looks(Certificates certificates, AtomicBoolean ended) {
        int looks = 0;
        do {
            var keys = certificates.current(Optional.empty()).keys();
            var shown = keys.getCertificateChain("0")[0];
            assertEquals(shown.equals(after.certificate()) ? after.key() : before.key(), keys.getPrivateKey("0"));
            looks++;
        } while (!ended.get());
        return looks;
    }

    private Certificates open() throws FaultyFileException, IOException {
        put(before.certificateFile(), certificate, 0);
        put(before.keyFile(), key, 0);
        return open(certificate, key);
    }

    private Certificates open(Path certificateFile, Path keyFile) throws FaultyFileException {
        var files = new CertificateFiles(certificateFile, keyFile, Optional.empty(), Set.of());
        return Certificates.open(new TlsFiles(ca.folder()).settings(files), clock);
    }

    /** Puts a copy in the place of a file, as if it had been written so many seconds later. */
    private void put(Path source, Path target, int seconds) throws IOException {
        var copy = Files.copy(source, ca.folder().resolve("copy"), StandardCopyOption.COPY_ATTRIBUTES);
        date(copy, seconds);
        Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private void date(Path file, int seconds) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(written.plusSeconds(seconds)));
    }

    private static void relink(Path link, Path target) throws IOException {
        Files.delete(link);
        Files.createSymbolicLink(link, target);
    }

    private static X509Certificate shown(Certificates certificates) {
        return certificates.current(Optional.empty()).keys().getCertificateChain("0")[0];
    }
}
