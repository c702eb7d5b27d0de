package ferry.tls;

import ferry.properties.Fault;
import ferry.properties.FaultyFileException;
import ferry.properties.Findings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What the files say.
 *
 * @param identities the certificates, in the order of the configuration
 * @param trust decides about certificates of clients
 * @param warnings what is doubtful about the files
 */
record Loaded(List<Identity> identities, Optional<ClientTrust> trust, List<Fault> warnings) {
    private static final Path CLIENTS = Path.of("client certificates");

    private static final Duration SOON = Duration.ofDays(14);

    /** A certificate for a few days is renewed late: the last tenth of its time is soon enough to warn. */
    private static final int TENTH = 10;

    /** Reads all; every fault is in the exception. */
    static Loaded read(List<CertificateFiles> certificates, TlsSettings settings, Contents contents)
            throws FaultyFileException {
        var findings = new Findings();
        var identities = certificates.stream()
                .flatMap(files -> findings.of(() -> identity(contents, files, findings)).stream())
                .flatMap(Optional::stream)
                .toList();
        var trust = findings.of(() -> trust(contents, settings)).flatMap(found -> found);
        findings.check();
        return new Loaded(identities, trust, findings.warnings());
    }

    /** The certificates that are not valid at this time, or soon will not be. */
    List<Fault> doubtfulTimes(Instant now) {
        var findings = new Findings();
        for (var identity : identities) {
            for (var certificate : identity.chain()) {
                doubt(certificate, now).ifPresent(message -> findings.warn(identity.file(), message));
            }
        }
        trust.ifPresent(clients -> {
            for (var authority : clients.authorities()) {
                doubt(authority, now).ifPresent(message -> findings.warn(CLIENTS, message));
            }
            clients.doubts(now).forEach(message -> findings.warn(CLIENTS, message));
        });
        return findings.warnings();
    }

    private static Optional<String> doubt(X509Certificate certificate, Instant now) {
        var from = certificate.getNotBefore().toInstant();
        var until = certificate.getNotAfter().toInstant();
        var warning =
                Collections.min(List.of(SOON, Duration.between(from, until).dividedBy(TENTH)));
        String name =
                "the certificate of " + certificate.getSubjectX500Principal().getName();
        if (now.isBefore(from)) {
            return Optional.of(name + " is not valid before " + from);
        }
        if (now.isAfter(until)) {
            return Optional.of(name + " has expired at " + until + "; clients refuse it");
        }
        return Optional.of(name + " expires at " + until).filter(_ -> now.isAfter(until.minus(warning)));
    }

    private static Optional<Identity> identity(Contents contents, CertificateFiles files, Findings findings)
            throws FaultyFileException {
        var certificates = findings.of(() -> Chain.read(contents, files.certificate()));
        var key = findings.of(() -> PrivateKeys.read(contents, files));
        if (certificates.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        var all = certificates.get();
        var chain = Chain.sorted(all, key.get());
        if (chain.isEmpty()) {
            throw Findings.faulty(files.key(), "the key is not that of a certificate in " + files.certificate());
        }
        if (!chain.equals(all)) {
            findings.warn(
                    files.certificate(),
                    chain.size() < all.size()
                            ? "has certificates that are not of the chain of the first one; they are left out"
                            : "is not in the order certificate, issuer, its issuer; it is sent in this order");
        }
        warnOfReaders(files.key(), findings);
        files.passwordFile().ifPresent(file -> warnOfReaders(file, findings));
        var names = CertificateNames.of(chain.getFirst());
        return Optional.of(new Identity(files.certificate(), key.get(), chain, names, files.hosts()));
    }

    private static Optional<ClientTrust> trust(Contents contents, TlsSettings settings) throws FaultyFileException {
        var findings = new Findings();
        var ca = settings.clientCa();
        if (settings.clientCrl().isPresent() && ca.isEmpty()) {
            throw Findings.faulty(settings.clientCrl().get(), "a list of revoked certificates needs a file of CAs");
        }
        if (settings.clientAuthentication() == ClientAuthentication.OFF) {
            return Optional.empty();
        }
        if (ca.isEmpty()) {
            // JSSE would take the public CAs of the JDK, and so any certificate that can be bought.
            throw Findings.faulty(
                    Path.of("tls.client-auth"),
                    "to ask clients for certificates needs a file of the CAs that are trusted");
        }
        var authorities = findings.of(() -> Chain.read(contents, ca.get())).orElse(List.of());
        var crl = settings.clientCrl();
        var lists = crl.flatMap(file -> findings.of(() -> RevocationLists.read(contents, file)));
        findings.check();
        try {
            return Optional.of(new ClientTrust(authorities, lists));
        } catch (GeneralSecurityException e) {
            throw Findings.faulty(ca.get(), "these CAs cannot be used: " + e.getMessage());
        }
    }

    private static void warnOfReaders(Path file, Findings findings) {
        try {
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                findings.warn(file, "every user of this machine may read it; take that right away: chmod o= " + file);
            }
        } catch (IOException | UnsupportedOperationException _) {
            return;
        }
    }
}
