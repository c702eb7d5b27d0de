package ferry.config;

import static ferry.config.Key.CHARSET;
import static ferry.config.Key.CHARSET_DETECTION;
import static ferry.config.Key.CONTROL_SOCKET;
import static ferry.config.Key.DATA_PEER_CHECK;
import static ferry.config.Key.DATA_TIMEOUT;
import static ferry.config.Key.DEFLATE_MAX_RATIO;
import static ferry.config.Key.DOWNLOAD_RATE;
import static ferry.config.Key.DOWNLOAD_RATE_TOTAL;
import static ferry.config.Key.EBCDIC_CODE_PAGE;
import static ferry.config.Key.FALLBACK_CHARSET;
import static ferry.config.Key.FORBIDDEN_NAMES;
import static ferry.config.Key.FTPS_LISTEN;
import static ferry.config.Key.FTP_LISTEN;
import static ferry.config.Key.HIDDEN_NAMES;
import static ferry.config.Key.HOOKS_FILE;
import static ferry.config.Key.HOSTS_DEFAULT;
import static ferry.config.Key.HOSTS_FILE;
import static ferry.config.Key.IDLE_TIMEOUT;
import static ferry.config.Key.LEGACY_DATA_PORT;
import static ferry.config.Key.LEGACY_DETECT;
import static ferry.config.Key.LEGACY_FALLBACK_CHARSET;
import static ferry.config.Key.LEGACY_FILE;
import static ferry.config.Key.LEGACY_HASH;
import static ferry.config.Key.LEGACY_LISTEN;
import static ferry.config.Key.LEGACY_USER;
import static ferry.config.Key.LISTEN_REUSE_PORT;
import static ferry.config.Key.LOGIN_CACHE;
import static ferry.config.Key.LOGIN_TIMEOUT;
import static ferry.config.Key.MAX_FILE_SIZE;
import static ferry.config.Key.MAX_LOGIN_FAILURES;
import static ferry.config.Key.MAX_SESSIONS;
import static ferry.config.Key.MAX_SESSIONS_PER_ADDRESS;
import static ferry.config.Key.PASSIVE_ADDRESS;
import static ferry.config.Key.PASSIVE_PORTS;
import static ferry.config.Key.PROXY_TRUSTED;
import static ferry.config.Key.RELOAD_WATCH;
import static ferry.config.Key.SHUTDOWN_GRACE;
import static ferry.config.Key.STALL_TIMEOUT;
import static ferry.config.Key.TLS_ENABLED;
import static ferry.config.Key.UPLOAD_MODE;
import static ferry.config.Key.UPLOAD_PARTIAL_LIFETIME;
import static ferry.config.Key.UPLOAD_RATE;
import static ferry.config.Key.UPLOAD_RATE_TOTAL;
import static ferry.config.Key.UPLOAD_SYNC;
import static ferry.config.Key.USERS_FILE;
import static ferry.config.Key.WELCOME;
import static java.nio.charset.StandardCharsets.UTF_8;

import ferry.codec.CodePage;
import ferry.codec.CodecSettings;
import ferry.data.BandwidthSettings;
import ferry.data.DataSettings;
import ferry.data.PortRange;
import ferry.data.ToldAddresses;
import ferry.file.Digest;
import ferry.file.FileSettings;
import ferry.file.NamePatterns;
import ferry.file.NameRules;
import ferry.file.Quota;
import ferry.file.UploadMode;
import ferry.file.UploadSettings;
import ferry.file.UploadSync;
import ferry.legacy.LegacySettings;
import ferry.properties.Fault;
import ferry.properties.FaultyFileException;
import ferry.properties.FileVersion;
import ferry.properties.PropertiesFile;
import ferry.protocol.Endpoint;
import ferry.protocol.NameCoding;
import ferry.server.ServerSettings;
import ferry.session.CharsetSettings;
import ferry.session.SessionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the configuration from its four sources. */
public final class ConfigReader {
    /** The kernel keeps the path of a socket in 108 bytes, one of which ends it; other systems in 104. */
    private static final int LONGEST_SOCKET = 103;

    private ConfigReader() {}

    /**
     * Where the configuration stands.
     *
     * @param base the installation folder, to which relative paths are relative
     * @param file the file that was asked for; nothing for conf/ferry.properties, which may be missing
     * @param environment the variables of the environment
     * @param assignments what the command line sets; the last one wins
     */
    public record Sources(Path base, Optional<Path> file, Map<String, String> environment, List<String> assignments) {}

    /** Reads it; throws with every fault when it is wrong. */
    public static ServerConfig read(Sources sources) throws FaultyFileException {
        var settings = new Settings();
        var files = new HashMap<Path, Optional<FileVersion>>();
        takeFile(sources, settings, files);
        settings.take(sources.environment());
        sources.assignments().forEach(settings::take);
        var config = read(sources.base(), settings, files);
        if (!settings.faults().isEmpty()) {
            settings.faults().sort(Comparator.comparing(Fault::file).thenComparingInt(Fault::line));
            throw new FaultyFileException(settings.faults());
        }
        return config;
    }

    /** A time as the keys have it; throws IllegalArgumentException that says what is needed. */
    public static Duration time(String text) {
        return Readers.limit(text);
    }

    private static void takeFile(Sources sources, Settings settings, Map<Path, Optional<FileVersion>> files) {
        var standard = sources.base().resolve("conf").resolve("ferry.properties");
        var file = sources.file().orElse(standard);
        files.put(file, FileVersion.of(file)); // first: a change while it is read shows later
        if (sources.file().isEmpty() && Files.notExists(standard)) {
            return;
        }
        try {
            settings.take(PropertiesFile.read(file));
        } catch (IOException e) {
            settings.faults().add(Fault.of(file.toString(), "cannot be read: " + Readers.reason(e)));
        }
    }

    private static ServerConfig read(Path base, Settings settings, Map<Path, Optional<FileVersion>> files) {
        boolean tls = settings.read(TLS_ENABLED, Readers::flag);
        var tlsReader = new TlsReader(settings, base);
        var proxies = settings.read(PROXY_TRUSTED, Readers::proxies);
        var addresses = settings.read(PASSIVE_ADDRESS, ToldAddresses::parse);
        var listeners = listeners(settings, new ListenerReader(tls, tlsReader.policy(tls), proxies, addresses));
        var hostNames = settings.read(HOSTS_DEFAULT, Readers::hostNamesOrAny);
        for (var key : List.of(HOSTS_FILE, HOOKS_FILE)) {
            settings.read(key, file -> file.isEmpty() ? Optional.<Path>empty() : Optional.of(base.resolve(file)))
                    .ifPresent(file -> files.put(file, FileVersion.of(file)));
        }
        var hosts = hosts(settings, new HostsReader.Ground(base, hostNames.orElse(Set.of()), tls));
        var tlsSettings = tlsReader.settings(hosts);
        var sync = settings.read(UPLOAD_SYNC, text -> Readers.word(UploadSync.class, text));
        var idleTimeout = settings.read(IDLE_TIMEOUT, Readers::limit);
        var loginTimeout = settings.read(LOGIN_TIMEOUT, Readers::limit);
        return new ServerConfig(
                settings.texts(),
                Map.copyOf(files),
                settings.read(RELOAD_WATCH, Readers::flag),
                listeners,
                tls ? Optional.of(tlsSettings) : Optional.empty(),
                settings.read(LISTEN_REUSE_PORT, Readers::flag),
                settings.read(LEGACY_LISTEN, Endpoint::parseAll),
                settings.read(LEGACY_DETECT, Readers::durationOrOff),
                settings.read(MAX_SESSIONS, Readers::count),
                settings.read(MAX_SESSIONS_PER_ADDRESS, Readers::count),
                settings.read(SHUTDOWN_GRACE, Readers::duration),
                settings.read(UPLOAD_PARTIAL_LIFETIME, Readers::ageOrOff),
                base,
                settings.read(USERS_FILE, text -> base.resolve(Readers.text(text))),
                settings.read(LOGIN_CACHE, Readers::durationOrOff),
                settings.read(WELCOME, Readers::welcome),
                hostNames.orElse(Set.of()),
                hostNames.isEmpty() || (hosts.isEmpty() && hostNames.get().isEmpty()),
                hosts,
                new GuardReader(settings, base).read(loginTimeout),
                new ServerSettings(loginTimeout),
                new SessionSettings(
                        idleTimeout,
                        settings.read(MAX_LOGIN_FAILURES, Readers::count),
                        new FileSettings(
                                new UploadSettings(
                                        settings.read(UPLOAD_MODE, text -> Readers.word(UploadMode.class, text)), sync),
                                new NameRules(
                                        settings.read(HIDDEN_NAMES, NamePatterns::parse),
                                        settings.read(FORBIDDEN_NAMES, NamePatterns::parse)),
                                new Quota(0, 0, settings.read(MAX_FILE_SIZE, Readers::bytes))),
                        new CharsetSettings(
                                settings.read(CHARSET, NameCoding::named),
                                settings.read(FALLBACK_CHARSET, NameCoding::named),
                                settings.read(CHARSET_DETECTION, Readers::on))),
                new DataSettings(
                        settings.read(PASSIVE_PORTS, PortRange::parse),
                        addresses,
                        settings.read(DATA_PEER_CHECK, Readers::flag),
                        settings.read(DATA_TIMEOUT, Readers::limit),
                        settings.read(STALL_TIMEOUT, Readers::limit),
                        new CodecSettings(
                                settings.read(EBCDIC_CODE_PAGE, text -> CodePage.of(Readers.charset(text))),
                                settings.read(DEFLATE_MAX_RATIO, Readers::countOrOff)),
                        new BandwidthSettings(
                                settings.read(UPLOAD_RATE, Readers::rate),
                                settings.read(DOWNLOAD_RATE, Readers::rate),
                                settings.read(UPLOAD_RATE_TOTAL, Readers::rate),
                                settings.read(DOWNLOAD_RATE_TOTAL, Readers::rate))),
                proxies,
                new LegacySettings(
                        settings.read(LEGACY_USER, Readers::text),
                        settings.read(LEGACY_FILE, Readers::text),
                        settings.read(LEGACY_DATA_PORT, Readers::port),
                        settings.read(LEGACY_HASH, ConfigReader::digest),
                        settings.read(
                                LEGACY_FALLBACK_CHARSET,
                                text -> NameCoding.named(text).charset()),
                        idleTimeout),
                new LogReader(settings, base).read(),
                new MetricsReader(settings).read(),
                control(settings, base),
                HooksReader.read(settings, base, sync));
    }

    /** Where the control socket of a daemon with this configuration is, whatever else is wrong with it; nothing for none. */
    public static Optional<Path> control(Sources sources) throws FaultyFileException {
        var settings = new Settings();
        takeFile(sources, settings, new HashMap<>());
        settings.take(sources.environment());
        sources.assignments().forEach(settings::take);
        var path = control(settings, sources.base());
        var faults = settings.faults().stream()
                .filter(fault -> fault.key().isEmpty() || fault.key().equals(CONTROL_SOCKET.text()))
                .toList();
        if (!faults.isEmpty()) {
            throw new FaultyFileException(faults);
        }
        return path;
    }

    private static Optional<Path> control(Settings settings, Path base) {
        var path = settings.read(
                CONTROL_SOCKET, text -> text.isEmpty() ? Optional.<Path>empty() : Optional.of(base.resolve(text)));
        int length = path.map(each -> each.toString().getBytes(UTF_8).length).orElse(0);
        if (length > LONGEST_SOCKET && !settings.untouched(CONTROL_SOCKET)) { // else the start tells, and goes on
            settings.fault(
                    CONTROL_SOCKET, "a path of up to " + LONGEST_SOCKET + " bytes is needed, this one has " + length);
        }
        return path;
    }

    private static List<ListenerConfig> listeners(Settings settings, ListenerReader reader) {
        var listeners = new ArrayList<>(settings.read(FTP_LISTEN, reader::clear));
        listeners.addAll(settings.read(FTPS_LISTEN, reader::implicit));
        return List.copyOf(listeners);
    }

    private static List<HostConfig> hosts(Settings settings, HostsReader.Ground ground) {
        return settings.read(
                HOSTS_FILE, file -> file.isEmpty() ? List.of() : HostsReader.read(file, ground, settings.faults()));
    }

    private static Digest digest(String text) {
        var digest = Readers.word(Digest.class, text);
        if (digest == Digest.CRC32) {
            throw new IllegalArgumentException("crc32 is no digest for frames: md5, sha1, sha256 or sha512");
        }
        return digest;
    }
}
