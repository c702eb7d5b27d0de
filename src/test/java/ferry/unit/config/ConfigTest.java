package ferry.unit.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.LogLines;
import ferry.config.ConfigReader;
import ferry.config.ListenerConfig;
import ferry.config.ServerConfig;
import ferry.data.BandwidthSettings;
import ferry.data.PortRange;
import ferry.data.ToldAddresses;
import ferry.file.Digest;
import ferry.file.NamePatterns;
import ferry.file.NameRules;
import ferry.file.UploadMode;
import ferry.file.UploadSettings;
import ferry.file.UploadSync;
import ferry.guard.GuardSettings;
import ferry.log.LogSettings;
import ferry.metrics.MetricsSettings;
import ferry.properties.FaultyFileException;
import ferry.protocol.AddressList;
import ferry.protocol.Endpoint;
import ferry.protocol.HostName;
import ferry.protocol.NameCoding;
import ferry.proxy.Proxies;
import ferry.session.CharsetSettings;
import ferry.tls.CertificateFiles;
import ferry.tls.ClientAuthentication;
import ferry.tls.SessionReuse;
import ferry.tls.TlsPolicy;
import ferry.tls.TlsSettings;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration: conf/ferry.properties, the environment, and what the command line sets. */
final class ConfigTest {
    private static final Path SHIPPED = Path.of("conf", "ferry.properties");

    /** Every key that can be set, with a value that is not its default. */
    private static final Map<String, String> OTHER = Map.ofEntries(
            Map.entry("ftp.listen", "127.0.0.1:1, [::1]:2, *:3"),
            Map.entry("ftps.listen", "*:990"),
            Map.entry("listen.reuse-port", "true"),
            Map.entry("reload.watch", "true"),
            Map.entry("legacy.listen", "127.0.0.1:4"),
            Map.entry("legacy.user", "anna"),
            Map.entry("legacy.file", "other"),
            Map.entry("legacy.data-port", "5"),
            Map.entry("legacy.hash", "sha256"),
            Map.entry("legacy.fallback-charset", "ISO-8859-1"),
            Map.entry("legacy.detect", "300ms"),
            Map.entry("passive.ports", "6-7"),
            Map.entry("passive.address", "ftp.example.org, 10.0.0.0/8=local"),
            Map.entry("proxy.trusted", "192.0.2.0/24, 2001:db8::1"),
            Map.entry("data.peer-check", "false"),
            Map.entry("users.file", "conf/people.properties"),
            Map.entry("hosts.file", "hosts.properties"),
            Map.entry("hooks.file", "hooks.properties"),
            Map.entry("hooks.spool", "spool"),
            Map.entry("hooks.spool-limit", "1M"),
            Map.entry("hooks.listeners", "ferry.client.HookListenerTest$Recorder"),
            Map.entry("hosts.default", "ftp.example.org, a.example"),
            Map.entry("max-connections-per-second", "off"),
            Map.entry("max-commands-per-second", "20"),
            Map.entry("max-unauthenticated", "21"),
            Map.entry("trusted-addresses", "192.0.2.0/24"),
            Map.entry("ban.failures", "22"),
            Map.entry("ban.window", "23s"),
            Map.entry("ban.time", "24s"),
            Map.entry("ban.longest", "25s"),
            Map.entry("ban.file", "/var/bans"),
            Map.entry("charset", "GB18030"),
            Map.entry("fallback-charset", "Shift_JIS"),
            Map.entry("charset-detection", "on"),
            Map.entry("welcome", "Hello\\nthere"),
            Map.entry("idle-timeout", "8m"),
            Map.entry("login-timeout", "9s"),
            Map.entry("data-timeout", "10"),
            Map.entry("stall-timeout", "11h"),
            Map.entry("max-sessions", "12"),
            Map.entry("max-sessions-per-address", "13"),
            Map.entry("max-login-failures", "14"),
            Map.entry("login-cache", "9m"),
            Map.entry("upload.mode", "direct"),
            Map.entry("upload.sync", "full"),
            Map.entry("upload.partial-lifetime", "60d"),
            Map.entry("hidden-names", ".git"),
            Map.entry("forbidden-names", "*.exe, *.php"),
            Map.entry("ebcdic.code-page", "IBM037"),
            Map.entry("deflate.max-ratio", "15"),
            Map.entry("max-file-size", "20T"),
            Map.entry("upload-rate", "16"),
            Map.entry("download-rate", "17K"),
            Map.entry("upload-rate-total", "18M"),
            Map.entry("download-rate-total", "19G"),
            Map.entry("shutdown-grace", "1d"),
            Map.entry("control.socket", "/run/ferry/control"),
            Map.entry("log.xferlog", "/var/log/xferlog"),
            Map.entry("log.json", "-"),
            Map.entry("log.rotate", "off"),
            Map.entry("log.keep", "1"),
            Map.entry("metrics.listen", "127.0.0.1:9464"),
            Map.entry("metrics.users", "7"),
            Map.entry("tls.certificate", "a.pem, /etc/b.pem"),
            Map.entry("tls.key", "a.key, /etc/b.key"),
            Map.entry("tls.key-password-file", "password"),
            Map.entry("tls.self-signed", "own.pem"),
            Map.entry("tls.required", "true"),
            Map.entry("tls.data-required", "true"),
            Map.entry("tls.session-reuse", "require"),
            Map.entry("tls.close-notify", "accept"),
            Map.entry("tls.protocols", "TLSv1.2"),
            Map.entry("tls.suites", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
            Map.entry("tls.client-auth", "want"),
            Map.entry("tls.client-ca", "ca.pem"),
            Map.entry("tls.client-crl", "crl.pem"),
            Map.entry("tls.auth-ssl", "true"),
            Map.entry("tls.ccc", "true"));

    /** The key that goes with no other value of the keys of TLS. */
    private static final String TLS_ENABLED = "tls.enabled";

    @TempDir
    private Path base;

    @BeforeEach
    void writeHosts() throws IOException {
        Files.writeString(base.resolve("hosts.properties"), "host.b.example.users = b.properties\n");
        Files.writeString(base.resolve("hooks.properties"), "hook.a.events = *\nhook.a.url = http://localhost/\n");
    }

    @Test
    void hasADefaultForEveryKey() throws FaultyFileException {
        var config = read();

        assertEquals(
                List.of(new ListenerConfig(
                        new Endpoint("*", 2121), false, TlsPolicy.DEFAULT, Proxies.NONE, ToldAddresses.LOCAL)),
                config.listeners());
        assertEquals(Optional.of(TlsConfigTest.standard(base)), config.tls());
        assertEquals(List.of(new Endpoint("127.0.0.1", 8000)), config.legacyEndpoints());
        assertEquals(Duration.ZERO, config.legacyDetect());
        assertEquals(10_000, config.maxSessions());
        assertEquals(1000, config.maxSessionsPerAddress());
        assertEquals(Duration.ofSeconds(10), config.shutdownGrace());
        assertEquals(base, config.base());
        assertEquals(base.resolve("users.properties"), config.users());
        assertEquals(
                new CharsetSettings(NameCoding.UTF_8, NameCoding.named("ISO-8859-1"), false),
                config.session().charsets());
        assertEquals(
                new GuardSettings(
                        AddressList.parse("loopback"),
                        new GuardSettings.Terms(10, Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofDays(1)),
                        Optional.of(base.resolve("conf").resolve("bans")),
                        100,
                        0,
                        2000,
                        Duration.ofSeconds(10)),
                config.guard());
        assertEquals(List.of("Ferry is ready"), config.welcome());
        assertEquals(Set.of(), config.hostNames());
        assertTrue(config.anyHostName());
        assertEquals(List.of(), config.hosts());
        assertEquals(Duration.ofSeconds(60), config.server().loginTimeout());
        assertEquals(Duration.ofMinutes(5), config.session().idleTimeout());
        assertEquals(Duration.ofMinutes(10), config.loginCache());
        assertEquals(3, config.session().maxLoginFailures());
        assertEquals(
                new UploadSettings(UploadMode.ATOMIC, UploadSync.OFF),
                config.session().files().uploads());
        assertEquals(NameRules.NONE, config.session().files().names());
        assertEquals(new PortRange(30_000, 30_999), config.data().passivePorts());
        assertEquals(Proxies.NONE, config.proxies());
        assertEquals(ToldAddresses.LOCAL, config.data().passiveAddress());
        assertTrue(config.data().peerCheck());
        assertEquals(Duration.ofSeconds(30), config.data().openTimeout());
        assertEquals(Duration.ofSeconds(60), config.data().stallTimeout());
        assertEquals("IBM1047", config.data().codecs().page().name());
        assertEquals(250, config.data().codecs().mostRatio());
        assertEquals(BandwidthSettings.UNLIMITED, config.data().bandwidth());
        assertEquals("ferry", config.legacy().user());
        assertEquals("tmp", config.legacy().file());
        assertEquals(8001, config.legacy().dataPort());
        assertEquals(Digest.MD5, config.legacy().hash());
        assertEquals(Charset.forName("GBK"), config.legacy().fallbackCharset());
        assertEquals(Duration.ofMinutes(5), config.legacy().idleTimeout());
    }

    @Test
    void readsEveryKeyOfTheFile() throws Exception {
        var lines = OTHER.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .toList();
        Files.createDirectory(base.resolve("conf"));
        Files.write(base.resolve(SHIPPED), lines);

        assertOther(read());
    }

    @Test
    void readsEveryVariableOfTheEnvironment() throws FaultyFileException {
        var environment = new HashMap<String, String>();
        OTHER.forEach((key, value) -> environment.put(variable(key), value));

        assertOther(ConfigReader.read(new ConfigReader.Sources(base, Optional.empty(), environment, List.of())));
    }

    @Test
    void readsEveryAssignment() throws FaultyFileException {
        var assignments = OTHER.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);

        assertOther(read(assignments));
    }

    private void assertOther(ServerConfig config) {
        assertTrue(config.reusePort());
        assertTrue(config.reloadWatch());
        var strict = new TlsPolicy(true, true, SessionReuse.REQUIRE, false);
        var proxies = new Proxies(AddressList.parse("192.0.2.0/24, 2001:db8::1"));
        var told = ToldAddresses.parse("ftp.example.org, 10.0.0.0/8=local");
        assertEquals(proxies, config.proxies());
        assertEquals(
                List.of(
                        new ListenerConfig(new Endpoint("127.0.0.1", 1), false, strict, proxies, told),
                        new ListenerConfig(new Endpoint("::1", 2), false, strict, proxies, told),
                        new ListenerConfig(new Endpoint("*", 3), false, strict, proxies, told),
                        new ListenerConfig(new Endpoint("*", 990), true, strict, proxies, told)),
                config.listeners());
        assertEquals(Optional.of(otherTls()), config.tls());
        assertEquals(List.of(new Endpoint("127.0.0.1", 4)), config.legacyEndpoints());
        assertEquals(Duration.ofMillis(300), config.legacyDetect());
        assertEquals(12, config.maxSessions());
        assertEquals(13, config.maxSessionsPerAddress());
        assertEquals(Duration.ofDays(1), config.shutdownGrace());
        assertEquals(
                new LogSettings(
                        Optional.of(new LogSettings.Target.File(Path.of("/var/log/xferlog"))),
                        Optional.of(LogSettings.Target.Output.STDOUT),
                        LogSettings.Rotation.NONE),
                config.log());
        assertEquals(new MetricsSettings(Optional.of(new Endpoint("127.0.0.1", 9464)), 7), config.metrics());
        assertEquals(base.resolve("conf").resolve("people.properties"), config.users());
        assertEquals(
                new CharsetSettings(NameCoding.named("GB18030"), NameCoding.named("Shift_JIS"), true),
                config.session().charsets());
        assertEquals(
                new NameRules(NamePatterns.parse(".git"), NamePatterns.parse("*.exe,*.php")),
                config.session().files().names());
        assertEquals(
                new GuardSettings(
                        AddressList.parse("192.0.2.0/24"),
                        new GuardSettings.Terms(
                                22, Duration.ofSeconds(23), Duration.ofSeconds(24), Duration.ofSeconds(25)),
                        Optional.of(Path.of("/var/bans")),
                        0,
                        20,
                        21,
                        Duration.ofMillis(4500)),
                config.guard());
        assertEquals(List.of("Hello", "there"), config.welcome());
        assertEquals(Set.of(new HostName("ftp.example.org"), new HostName("a.example")), config.hostNames());
        assertEquals(false, config.anyHostName());
        assertEquals("b.example", config.hosts().getFirst().name().text());
        assertEquals("a", config.hooks().rules().getFirst().name());
        assertEquals(base.resolve("spool"), config.hooks().spool());
        assertEquals(1 << 20, config.hooks().limit());
        assertEquals(
                Set.of("ferry.client.HookListenerTest$Recorder"), config.hooks().listeners());
        assertEquals(Duration.ofSeconds(9), config.server().loginTimeout());
        assertEquals(Duration.ofMinutes(8), config.session().idleTimeout());
        assertEquals(14, config.session().maxLoginFailures());
        assertEquals(Duration.ofMinutes(9), config.loginCache());
        assertEquals(UploadMode.DIRECT, config.session().files().uploads().mode());
        assertEquals(new PortRange(6, 7), config.data().passivePorts());
        assertEquals(
                ToldAddresses.parse("ftp.example.org, 10.0.0.0/8=local"),
                config.data().passiveAddress());
        assertEquals(false, config.data().peerCheck());
        assertEquals(Duration.ofSeconds(10), config.data().openTimeout());
        assertEquals(Duration.ofHours(11), config.data().stallTimeout());
        assertEquals("IBM037", config.data().codecs().page().name());
        assertEquals(15, config.data().codecs().mostRatio());
        assertEquals("anna", config.legacy().user());
        assertEquals("other", config.legacy().file());
        assertEquals(5, config.legacy().dataPort());
        assertEquals(Digest.SHA256, config.legacy().hash());
        assertEquals(Charset.forName("ISO-8859-1"), config.legacy().fallbackCharset());
        assertEquals(Duration.ofMinutes(8), config.legacy().idleTimeout());
    }

    private TlsSettings otherTls() {
        var password = Optional.of(base.resolve("password"));
        return new TlsSettings(
                List.of(
                        new CertificateFiles(base.resolve("a.pem"), base.resolve("a.key"), password, Set.of()),
                        new CertificateFiles(Path.of("/etc/b.pem"), Path.of("/etc/b.key"), password, Set.of())),
                base.resolve("own.pem"),
                List.of("TLSv1.2"),
                List.of("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
                ClientAuthentication.WANT,
                Optional.of(base.resolve("ca.pem")),
                Optional.of(base.resolve("crl.pem")),
                true,
                true);
    }

    @Test
    void wantsTheLongestBanToBeAsLongAsTheFirst() {
        assertEquals(
                List.of("--set: ban.longest: at least as long as ban.time is needed"),
                faults("ban.time=2h", "ban.longest=1h"));
    }

    @Test
    void takesZeroForOff() throws FaultyFileException {
        var guard = read("ban.failures=0", "max-connections-per-second=0", "max-unauthenticated=off", "ban.file=")
                .guard();

        assertEquals(0, guard.terms().failures());
        assertEquals(0, guard.connectionsPerSecond());
        assertEquals(0, guard.unauthenticated());
        assertEquals(Optional.empty(), guard.file());
    }

    @Test
    void takesTheCommandLineBeforeTheEnvironmentBeforeTheFile() throws Exception {
        var file = Files.writeString(base.resolve("a.properties"), "max-sessions=1\nmax-login-failures=1\n");
        var environment = Map.of("FERRY_MAX_SESSIONS", "2", "FERRY_MAX_SESSIONS_PER_ADDRESS", "2");
        var assignments = List.of("max-sessions=3", "max-sessions=4");

        var config = ConfigReader.read(new ConfigReader.Sources(base, Optional.of(file), environment, assignments));

        assertEquals(4, config.maxSessions());
        assertEquals(2, config.maxSessionsPerAddress());
        assertEquals(1, config.session().maxLoginFailures());
    }

    @Test
    void takesTheFileThatWasAskedForInsteadOfTheUsualOne() throws Exception {
        Files.createDirectory(base.resolve("conf"));
        Files.writeString(base.resolve(SHIPPED), "max-sessions=1\n");
        var file = Files.writeString(base.resolve("a.properties"), "max-login-failures=1\n");

        var config = ConfigReader.read(new ConfigReader.Sources(base, Optional.of(file), Map.of(), List.of()));

        assertEquals(10_000, config.maxSessions());
        assertEquals(1, config.session().maxLoginFailures());
    }

    @Test
    void warnsOfAVariableThatIsNearlyAKey() throws FaultyFileException {
        var environment = Map.of("FERRY_TLS_CERTFICATE", "x.pem", "FERRY_SERVICE_HOST", "10.0.0.7");
        try (var log = new LogLines("ferry.config.Settings")) {
            ConfigReader.read(new ConfigReader.Sources(base, Optional.empty(), environment, List.of()));

            assertEquals(
                    List.of(
                            "environment: unknown variable \"FERRY_TLS_CERTFICATE\"; did you mean \"FERRY_TLS_CERTIFICATE\"?"),
                    log.lines());
        }
    }

    @Test
    void ignoresVariablesThatAreNoKeys() throws FaultyFileException {
        var environment = Map.of("FERRY_HOME", "/opt/ferry", "PATH", "/bin", "MAX_SESSIONS", "1");

        var config = ConfigReader.read(new ConfigReader.Sources(base, Optional.empty(), environment, List.of()));

        assertEquals(read(), config);
    }

    @Test
    void leavesOutListenersThatAreEmpty() throws FaultyFileException {
        var config = read("ftp.listen=", "legacy.listen=");

        assertEquals(List.of(), config.listeners());
        assertEquals(List.of(), config.legacyEndpoints());
    }

    @Test
    void takesAnAbsoluteUsersFile() throws FaultyFileException {
        assertEquals(
                Path.of("/etc/ferry/users.properties"),
                read("users.file=/etc/ferry/users.properties").users());
    }

    @Test
    void shipsEveryKeyWithItsDefault() throws Exception {
        var shipped = new Properties();
        try (var reader = Files.newBufferedReader(SHIPPED)) {
            shipped.load(reader);
        }
        var keys = new HashSet<>(OTHER.keySet());
        keys.add(TLS_ENABLED);

        var config = ConfigReader.read(new ConfigReader.Sources(base, Optional.of(SHIPPED), Map.of(), List.of()));

        assertEquals(keys, shipped.stringPropertyNames());
        assertEquals(said(read()), said(config));
    }

    /** All of a configuration but how and where it is written. */
    private static Map<String, Object> said(ServerConfig config) throws ReflectiveOperationException {
        var said = new HashMap<String, Object>();
        for (var component : ServerConfig.class.getRecordComponents()) {
            said.put(component.getName(), component.getAccessor().invoke(config));
        }
        said.keySet().removeAll(List.of("texts", "files"));
        return said;
    }

    @Test
    void hintsAtTheKeyThatWasMeant() throws IOException {
        var file = Files.writeString(base.resolve("a.properties"), "# a comment\n\nftp.lisen = *:1\nfrog = green\n");

        assertEquals(
                List.of(
                        "a.properties:3: ftp.lisen: unknown key \"ftp.lisen\"; did you mean \"ftp.listen\"?",
                        "a.properties:4: frog: unknown key \"frog\""),
                faults(file));
    }

    @Test
    void hintsAtTheKeyThatWasMeantOnTheCommandLine() {
        assertEquals(
                List.of(
                        "--set: idle.timeout: unknown key \"idle.timeout\"; did you mean \"idle-timeout\"?",
                        "--set: max-sessions: key=value is needed"),
                faults("idle.timeout=5m", "max-sessions"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ftp.listen              | *:
            ftp.listen              | *
            ftp.listen              | 2121
            ftp.listen              | :2121
            ftp.listen              | *:65536
            ftp.listen              | *:-1
            ftp.listen              | *:port
            ftp.listen              | ::1:21
            ftp.listen              | [::1:21
            ftp.listen              | *:21 *:22
            ftps.listen             | 990
            legacy.listen           | localhost
            legacy.user             | ''
            legacy.file             | ''
            legacy.data-port        | 0
            legacy.data-port        | 65536
            legacy.hash             | crc32
            legacy.hash             | MD5
            legacy.fallback-charset | klingon
            legacy.fallback-charset | no charset
            legacy.fallback-charset | ''
            legacy.detect           | on
            legacy.detect           | -1s
            passive.ports           | 30000-
            passive.ports           | 2-1
            passive.ports           | 0-5
            passive.ports           | 65000-65536
            passive.ports           | many
            proxy.trusted           | balancer
            passive.address         | ::1
            passive.address         | [no
            passive.address         | 192.0.2.1, 192.0.2.2
            passive.address         | 10.0.0.0/33=192.0.2.1
            passive.address         | 10.0.0.0/8=
            passive.address         | 10.0.0.0/8=192.0.2.1, 10.1.0.0/8=192.0.2.2
            data.peer-check         | yes
            data.peer-check         | ''
            users.file              | ''
            hosts.default           | a b
            charset                 | klingon
            charset                 | UTF-16
            fallback-charset        | IBM1047
            charset-detection       | true
            legacy.fallback-charset | UTF-32
            legacy.fallback-charset | ISO-2022-JP
            hosts.default           | *, a.example
            welcome                 | ''
            idle-timeout            | 0
            idle-timeout            | soon
            idle-timeout            | 5 m
            idle-timeout            | 1.5h
            idle-timeout            | 99999999999s
            idle-timeout            | 25d
            data-timeout            | 999999999d
            login-timeout           | 0s
            data-timeout            | 0ms
            stall-timeout           | 0h
            max-sessions            | 0
            max-sessions            | -1
            max-sessions            | 99999999999
            max-sessions-per-address | few
            max-login-failures      | 0
            upload.mode             | Atomic
            upload.mode             | both
            upload.sync             | on
            upload.partial-lifetime | week
            ebcdic.code-page        | UTF-8
            ebcdic.code-page        | IBM930
            ebcdic.code-page        | EBCDIC
            deflate.max-ratio       | 0
            max-file-size           | large
            upload-rate             | fast
            download-rate-total     | -1
            shutdown-grace          | 10x
            tls.enabled             | on
            tls.self-signed         | ''
            tls.required            | yes
            tls.data-required       | ''
            tls.session-reuse       | Accept
            tls.session-reuse       | always
            tls.close-notify        | true
            tls.protocols           | ''
            tls.protocols           | TLSv1.4
            tls.suites              | ''
            tls.client-auth         | on
            tls.auth-ssl            | SSL
            tls.ccc                 | ok
            """)
    void namesFileLineAndKeyOfAWrongValue(String key, String value) throws IOException {
        var file = Files.writeString(base.resolve("a.properties"), "# a comment\n" + key + " = " + value + "\n");

        var faults = faults(file);

        assertEquals(1, faults.size(), faults.toString());
        assertTrue(faults.getFirst().startsWith("a.properties:2: " + key + ": "), faults.getFirst());
        assertTrue(faults.getFirst().length() > ("a.properties:2: " + key + ": ").length() + 10, faults.getFirst());
    }

    @Test
    void namesTheVariableOfAWrongValue() {
        var sources = new ConfigReader.Sources(base, Optional.empty(), Map.of("FERRY_IDLE_TIMEOUT", "soon"), List.of());

        var failure = assertThrows(FaultyFileException.class, () -> ConfigReader.read(sources));

        assertEquals(
                List.of("environment FERRY_IDLE_TIMEOUT: idle-timeout: "
                        + "a time such as 300ms, 60s, 5m or 1h is needed, not \"soon\""),
                texts(failure));
    }

    @Test
    void namesTheCommandLineForAWrongValue() {
        assertEquals(
                List.of("--set: upload.mode: one of atomic, direct is needed, not \"both\""),
                faults("upload.mode=both"));
    }

    @Test
    void tellsAllFaultsAtOnce() throws IOException {
        var file = Files.writeString(
                base.resolve("a.properties"), "idle-timeout=soon\nfrog=green\nmax-sessions=0\nlegacy.hash=md6\n");
        var sources = new ConfigReader.Sources(
                base, Optional.of(file), Map.of("FERRY_UPLOAD_MODE", "both"), List.of("data-timeout=0", "toad=brown"));

        var failure = assertThrows(FaultyFileException.class, () -> ConfigReader.read(sources));

        assertEquals(
                List.of("data-timeout", "frog", "idle-timeout", "legacy.hash", "max-sessions", "toad", "upload.mode"),
                failure.faults().stream().map(fault -> fault.key()).sorted().toList());
    }

    @Test
    void warnsOfAKeyThatStandsTwice() throws Exception {
        var file = Files.writeString(base.resolve("a.properties"), "charset=GBK\n\ncharset=Big5\n");

        try (var log = new LogLines("ferry.config.Settings")) {
            var config = ConfigReader.read(new ConfigReader.Sources(base, Optional.of(file), Map.of(), List.of()));

            assertEquals(NameCoding.named("Big5"), config.session().charsets().standard());
            assertEquals(
                    List.of("a.properties:1: charset: stands again further down, where it counts"), log.of(Level.WARN));
        }
    }

    @Test
    void tellsFaultsInTheOrderOfTheirLines() throws IOException {
        var file = Files.writeString(
                base.resolve("a.properties"), "welcome=\ncharset=klingon\nidle-timeout=soon\nfrog=green\n");

        assertEquals(
                List.of("a.properties:1", "a.properties:2", "a.properties:3", "a.properties:4"),
                faults(file).stream()
                        .map(fault -> fault.substring(0, fault.indexOf(": ")))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"deflate.max-ratio=many", "legacy.detect=on"})
    void saysThatAKeyMayBeOff(String assignment) {
        String fault = faults(assignment).getFirst();

        assertTrue(fault.contains(": off, or a "), fault);
    }

    @Test
    void saysThatTheFileThatWasAskedForIsMissing() {
        var faults = faults(base.resolve("missing.properties"));

        assertEquals(1, faults.size());
        assertTrue(faults.getFirst().endsWith("missing.properties: cannot be read: no such file"), faults.getFirst());
    }

    private ServerConfig read(String... assignments) throws FaultyFileException {
        return ConfigReader.read(new ConfigReader.Sources(base, Optional.empty(), Map.of(), List.of(assignments)));
    }

    private List<String> faults(Path file) {
        var sources = new ConfigReader.Sources(base, Optional.of(file), Map.of(), List.of());
        return texts(assertThrows(FaultyFileException.class, () -> ConfigReader.read(sources))).stream()
                .map(fault -> fault.replace(base + "/", ""))
                .toList();
    }

    private List<String> faults(String... assignments) {
        return texts(assertThrows(FaultyFileException.class, () -> read(assignments)));
    }

    private static List<String> texts(FaultyFileException failure) {
        return failure.faults().stream().map(Object::toString).toList();
    }

    private static String variable(String key) {
        return "FERRY_" + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }
}
