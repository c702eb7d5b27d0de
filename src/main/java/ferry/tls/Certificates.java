package ferry.tls;

import static java.util.stream.Collectors.joining;

import com.google.common.hash.HashCode;
import ferry.properties.Fault;
import ferry.properties.FaultyFileException;
import ferry.properties.FileVersion;
import ferry.protocol.Escaped;
import ferry.protocol.HostName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The daemon's certificates, and the CAs of its clients, as their files are now: each question looks whether a file has
 * changed, and reads all again if so. Safe for many threads.
 *
 * <p>New versions with faults are told in the log, and all stays as it was before, so also in the moment in which a
 * certificate is new and its key still old. While one thread reads, the others get what was before.
 */
public final class Certificates {
    private static final Logger LOG = LogManager.getLogger(Certificates.class);

    private final TlsSettings settings;
    private final Clock clock;
    private final List<CertificateFiles> certificates;
    private final List<Path> files;

    /** Guards reading the files. */
    private final ReentrantLock lock = new ReentrantLock();

    /** The day of the last look at the time for which the certificates are valid. */
    private final AtomicReference<LocalDate> looked;

    private volatile Snapshot current;

    /**
     * What was found at the last look.
     *
     * @param versions the versions of the files
     * @param settled whether a later change would show in the versions
     * @param digest the digest of what stands in the files, good or faulty
     * @param loaded what the last good files say
     */
    private record Snapshot(List<Optional<FileVersion>> versions, boolean settled, HashCode digest, Loaded loaded) {}

    /**
     * What holds for one login: its keys stay as they are for life, or its tickets would not open any more.
     *
     * @param keys chooses the certificate by the name that the client asks for (SNI), else by the host of HOST, else the first
     * @param trust decides about certificates of clients; empty when they are not asked
     */
    public record Current(X509ExtendedKeyManager keys, Optional<TrustManager> trust) {}

    private Certificates(TlsSettings settings, Clock clock) throws FaultyFileException {
        this.settings = settings;
        this.clock = clock;
        certificates = certificates(settings);
        files = files(settings);
        var made = needsSelfSigned(settings) ? SelfSigned.keep(settings.selfSigned(), clock) : Optional.<byte[]>empty();
        var versions = versions();
        var contents = Contents.of(files);
        var digest = contents.digest();
        made.ifPresent(bytes -> contents.put(settings.selfSigned(), bytes));
        var loaded = Loaded.read(certificates, settings, contents);
        current = new Snapshot(versions, settled(versions), digest, loaded);
        looked = new AtomicReference<>(LocalDate.now(clock));
        loaded.identities().forEach(each -> LOG.info("{}", each));
        warn(loaded.warnings());
        warn(loaded.doubtfulTimes(clock.instant()));
    }

    /** Reads all files; every fault is in the exception. Makes the self-signed certificate where none is configured. */
    public static Certificates open(TlsSettings settings) throws FaultyFileException {
        return open(settings, Clock.systemUTC());
    }

    /** The same with another clock than the system's, which decides about what is expired, and about changes too fresh to show. */
    public static Certificates open(TlsSettings settings, Clock clock) throws FaultyFileException {
        return new Certificates(settings, clock);
    }

    /**
     * Reads all files, and makes none; every fault is in the exception.
     *
     * @return a line for each certificate, and then one for each thing that is doubtful about the files
     */
    public static List<String> check(TlsSettings settings) throws FaultyFileException {
        boolean missing = needsSelfSigned(settings) && !Files.exists(settings.selfSigned());
        var certificates = missing ? settings.certificates() : certificates(settings);
        var loaded = Loaded.read(certificates, settings, Contents.of(files(settings)));
        var lines = new ArrayList<String>();
        if (missing) {
            lines.add(settings.selfSigned() + ": a self-signed certificate will be made at the first start");
        }
        loaded.identities().stream().map(Identity::toString).forEach(lines::add);
        Stream.of(loaded.warnings(), loaded.doubtfulTimes(Clock.systemUTC().instant()))
                .flatMap(List::stream)
                .map(Fault::toString)
                .forEach(lines::add);
        return lines;
    }

    /** What holds now, for a client that has asked for this host by HOST. */
    public Current current(Optional<HostName> host) {
        var loaded = snapshot().loaded();
        lookAtTimes(loaded);
        return new Current(
                new NamedKeys(loaded.identities(), host), loaded.trust().map(TrustManager.class::cast));
    }

    /** The SHA-256 of each certificate that is served now, in the order of the configuration. */
    public List<String> fingerprints() {
        return snapshot().loaded().identities().stream()
                .map(Identity::fingerprint)
                .toList();
    }

    /** When each certificate that is served now ends, in seconds since 1970, by the name of its file. */
    public Map<String, Long> ends() {
        return snapshot().loaded().identities().stream()
                .collect(Collectors.toMap(
                        each -> each.file().toString(),
                        each -> each.certificate().getNotAfter().toInstant().getEpochSecond(),
                        Math::min));
    }

    private Snapshot snapshot() {
        if (!fresh(current) && lock.tryLock()) {
            try {
                if (!fresh(current)) {
                    current = reread(current);
                }
            } finally {
                lock.unlock();
            }
        }
        return current;
    }

    private boolean fresh(Snapshot snapshot) {
        return snapshot.settled() && snapshot.versions().equals(versions());
    }

    private Snapshot reread(Snapshot before) {
        // The versions are taken first: a change while the files are read shows at the next look.
        var versions = versions();
        boolean settled = settled(versions);
        var contents = Contents.of(files);
        var digest = contents.digest();
        if (digest.equals(before.digest())) {
            return new Snapshot(versions, settled, digest, before.loaded());
        }
        return new Snapshot(versions, settled, digest, loaded(contents, before.loaded()));
    }

    private Loaded loaded(Contents contents, Loaded before) {
        try {
            var loaded = Loaded.read(certificates, settings, contents);
            LOG.info("certificates read again: {}", joined(loaded.identities()));
            warn(loaded.warnings());
            warn(loaded.doubtfulTimes(clock.instant()));
            return loaded;
        } catch (FaultyFileException e) {
            LOG.error("{}; the certificates of before stay", Escaped.text(joined(e.faults())));
            return before;
        } catch (RuntimeException | OutOfMemoryError e) {
            // No login may fail because a file has something that a library did not think of, or very much of it.
            LOG.error("certificates cannot be read again; those of before stay", e);
            return before;
        }
    }

    private static String joined(List<?> parts) {
        return parts.stream().map(Object::toString).collect(joining("; "));
    }

    private void lookAtTimes(Loaded loaded) {
        var today = LocalDate.now(clock);
        var last = looked.get();
        if (!today.equals(last) && looked.compareAndSet(last, today)) {
            warn(loaded.doubtfulTimes(clock.instant()));
        }
    }

    private static void warn(List<Fault> faults) {
        faults.forEach(fault -> LOG.warn("{}", Escaped.text(fault.toString())));
    }

    /** Those of the configuration, and before them the self-signed one where the standard host has none. */
    private static List<CertificateFiles> certificates(TlsSettings settings) {
        if (!needsSelfSigned(settings)) {
            return settings.certificates();
        }
        var own = new CertificateFiles(settings.selfSigned(), settings.selfSigned(), Optional.empty(), Set.of());
        return Stream.concat(Stream.of(own), settings.certificates().stream()).toList();
    }

    private static boolean needsSelfSigned(TlsSettings settings) {
        return settings.certificates().stream().noneMatch(each -> each.hosts().isEmpty());
    }

    private static List<Path> files(TlsSettings settings) {
        var keys = certificates(settings).stream()
                .flatMap(
                        each -> Stream.concat(Stream.of(each.certificate(), each.key()), each.passwordFile().stream()));
        var clients = Stream.of(settings.clientCa(), settings.clientCrl()).flatMap(Optional::stream);
        return Stream.concat(keys, clients).distinct().toList();
    }

    private List<Optional<FileVersion>> versions() {
        return files.stream().map(FileVersion::of).toList();
    }

    private boolean settled(List<Optional<FileVersion>> versions) {
        var now = clock.instant();
        return versions.stream().flatMap(Optional::stream).allMatch(version -> version.settled(now));
    }
}
