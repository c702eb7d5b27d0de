package ferry.unit.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.LogLines;
import ferry.client.TestAuthority;
import ferry.client.TestAuthority.Issued;
import ferry.properties.Fault;
import ferry.properties.FaultyFileException;
import ferry.tls.CertificateFiles;
import ferry.tls.Certificates;
import ferry.tls.TlsSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told about files of certificates that cannot be used, or not well. */
final class CertificateFaultsTest {
    private final TestAuthority ca = TestAuthority.create();
    private final TlsFiles files = new TlsFiles(ca.folder());
    private final Issued issued = ca.server("ftp.example");
    private final LogLines log = new LogLines(Certificates.class.getName());

    @AfterEach
    void close() {
        log.close();
        ca.close();
    }

    @Test
    void tellsOfEveryMissingFile() {
        var settings = settings(Path.of("/none/cert.pem"), Path.of("/none/key.pem"));

        assertEquals(List.of("/none/cert.pem: no such file", "/none/key.pem: no such file"), faults(settings));
    }

    @Test
    void tellsOfAFileThatIsAFolder() {
        assertEquals(List.of(ca.folder() + ": is not a file"), faults(settings(ca.folder(), issued.keyFile())));
    }

    @Test
    void tellsOfAFileThatIsFarTooLarge() throws IOException {
        var large = ca.folder().resolve("large.pem");
        try (var file = FileChannel.open(large, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(1), 3L << 30); // of nothing: it takes no room
        }

        assertEquals(List.of(large + ": is larger than 32 MiB"), faults(settings(large, issued.keyFile())));
    }

    @Test
    @Timeout(20)
    void tellsSoonOfAFileWithManyBlocksThatDoNotEnd() throws IOException {
        var endless =
                Files.writeString(ca.folder().resolve("endless.pem"), "-----BEGIN CERTIFICATE-----\n".repeat(400_000));

        assertEquals(
                List.of(endless + ": no certificate in it; one in PEM form is needed"),
                faults(settings(endless, issued.keyFile())));
    }

    @Test
    void tellsThatThereIsNoCertificate() {
        assertEquals(
                List.of(issued.keyFile() + ": no certificate in it; one in PEM form is needed"),
                faults(settings(issued.keyFile(), issued.keyFile())));
    }

    @Test
    void tellsThatThereIsNoKey() {
        assertEquals(
                List.of(issued.certificateFile() + ": no private key in it; one in PEM form is needed"),
                faults(settings(issued.certificateFile(), issued.certificateFile())));
    }

    @Test
    void tellsWhichCertificateIsDamaged() {
        var file = ca.write(
                "damaged.pem",
                TestAuthority.pem(issued.certificate())
                        + "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");

        assertEquals(List.of(file + ": certificate 2 in it is damaged"), faults(settings(file, issued.keyFile())));
    }

    @Test
    void tellsThatTheKeyIsAnotherOne() {
        var other = ca.server("ftp.example");

        assertEquals(
                List.of(other.keyFile() + ": the key is not that of a certificate in " + issued.certificateFile()),
                faults(settings(issued.certificateFile(), other.keyFile())));
    }

    @Test
    void tellsTheFaultsOfAllCertificates() {
        var settings = files.settings(
                new CertificateFiles(issued.keyFile(), issued.keyFile(), Optional.empty(), Set.of()),
                new CertificateFiles(issued.certificateFile(), Path.of("/none"), Optional.empty(), Set.of()));

        assertEquals(2, faults(settings).size());
    }

    @Test
    void sortsAChain() throws FaultyFileException {
        var whole = ca.intermediate("Second").intermediate("Third").server("localhost");
        var file =
                ca.write("chain.pem", TestAuthority.pem(whole.chain().reversed().toArray()));

        var certificates = Certificates.open(settings(file, whole.keyFile()));

        assertEquals(whole.chain(), Handshake.with(certificates, ca.context()).chain());
        assertEquals(
                List.of(file + ": is not in the order certificate, issuer, its issuer; it is sent in this order"),
                log.of(Level.WARN));
    }

    @Test
    void leavesOutWhatIsNotOfTheChain() throws FaultyFileException {
        var other = ca.server("other.example");
        var file = ca.write("chain.pem", TestAuthority.pem(issued.certificate(), other.certificate()));

        var certificates = Certificates.open(settings(file, issued.keyFile()));

        assertEquals(issued.chain(), Handshake.with(certificates, ca.context()).chain());
        assertTrue(log.of(Level.WARN).getFirst().contains("they are left out"));
    }

    @Test
    void warnsOfAKeyThatEverybodyMayRead() throws FaultyFileException, IOException {
        Files.setPosixFilePermissions(issued.keyFile(), PosixFilePermissions.fromString("rw-r--r--"));

        files.open(issued);

        assertEquals(
                List.of(issued.keyFile()
                        + ": every user of this machine may read it; take that right away: chmod o= "
                        + issued.keyFile()),
                log.of(Level.WARN));
    }

    @Test
    void doesNotWarnOfAKeyThatAGroupMayRead() throws FaultyFileException, IOException {
        Files.setPosixFilePermissions(issued.keyFile(), PosixFilePermissions.fromString("rw-r-----"));

        files.open(issued);

        assertEquals(List.of(), log.of(Level.WARN));
    }

    @Test
    void warnsOfACertificateThatHasExpiredAndServesIt() throws FaultyFileException {
        var end = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
        var expired = ca.valid(end.minus(Duration.ofDays(90)), end).server("ftp.example");

        assertEquals(1, files.open(expired).fingerprints().size());

        assertEquals(
                List.of(expired.certificateFile() + ": the certificate of CN=ftp.example has expired at " + end
                        + "; clients refuse it"),
                log.of(Level.WARN));
    }

    @Test
    void warnsOfACertificateThatIsNotYetValid() throws FaultyFileException {
        var start = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
        var early = ca.valid(start, start.plus(Duration.ofDays(1))).server("ftp.example");

        files.open(early);

        assertEquals(
                List.of(early.certificateFile() + ": the certificate of CN=ftp.example is not valid before " + start),
                log.of(Level.WARN));
    }

    @Test
    void warnsWhenTheEndIsNearAndAgainTheNextDay() throws FaultyFileException {
        var now = Instant.now();
        var ending = ca.valid(now.minus(Duration.ofDays(80)), now.plus(Duration.ofDays(8)))
                .server("ftp.example");
        var clock = new SettableClock(now);
        var certificates = Certificates.open(files.settings(TlsFiles.of(ending)), clock);
        certificates.current(Optional.empty());
        assertEquals(1, log.of(Level.WARN).size());

        clock.set(now.plus(Duration.ofDays(1)));
        certificates.current(Optional.empty());
        certificates.current(Optional.empty());

        assertEquals(2, log.of(Level.WARN).size());
        assertTrue(log.of(Level.WARN).getLast().contains("expires at"));
    }

    @Test
    void doesNotWarnOfACertificateThatWillBeRenewedInTime() throws FaultyFileException {
        Certificates.open(
                files.settings(TlsFiles.of(issued)),
                Clock.fixed(Instant.now().plus(Duration.ofDays(20)), ZoneOffset.UTC));

        assertEquals(List.of(), log.of(Level.WARN));
    }

    @Test
    void checksWithoutALineInTheLog() throws FaultyFileException {
        var lines = Certificates.check(files.settings(TlsFiles.of(issued)));

        assertEquals(1, lines.size());
        assertTrue(lines.getFirst()
                .startsWith(issued.certificateFile()
                        + ": certificate of CN=ftp.example for ftp.example, key EC, valid until "));
        assertEquals(List.of(), log.lines());
    }

    private static List<String> faults(TlsSettings settings) {
        var opened = assertThrows(FaultyFileException.class, () -> Certificates.open(settings));
        var checked = assertThrows(FaultyFileException.class, () -> Certificates.check(settings));
        assertEquals(opened.faults(), checked.faults());
        return opened.faults().stream().map(Fault::toString).toList();
    }

    private TlsSettings settings(Path certificate, Path key) {
        return files.settings(new CertificateFiles(certificate, key, Optional.empty(), Set.of()));
    }
}
