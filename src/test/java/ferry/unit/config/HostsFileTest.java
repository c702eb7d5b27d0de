package ferry.unit.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.LogLines;
import ferry.config.ConfigReader;
import ferry.config.ServerConfig;
import ferry.properties.FaultyFileException;
import ferry.protocol.HostName;
import ferry.tls.CertificateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of the virtual hosts. */
final class HostsFileTest {
    @TempDir
    private Path base;

    @Test
    void hasAUsersFileAGreetingAndOtherNamesForEachHost() throws Exception {
        var config = read("""
                host.ftp.Example.com.users = conf/example.properties
                host.ftp.Example.com.welcome = One\\nTwo
                host.ftp.Example.com.aliases = a.example, b.example.
                host.other.example.users = /etc/other.properties
                """);

        assertEquals(2, config.hosts().size());
        var first = config.hosts().getFirst();
        assertEquals("ftp.example.com", first.name().text());
        assertEquals(names("ftp.example.com", "a.example", "b.example"), first.names());
        assertEquals(base.resolve("conf/example.properties"), first.users());
        assertEquals(List.of("One", "Two"), first.welcome());
        var second = config.hosts().getLast();
        assertEquals(names("other.example"), second.names());
        assertEquals(Path.of("/etc/other.properties"), second.users());
        assertEquals(List.of("Ferry is ready"), second.welcome());
        assertEquals(false, config.anyHostName());
    }

    @Test
    void hasCertificatesForAHost() throws Exception {
        var config = read("""
                host.a.example.users = u
                host.a.example.aliases = b.example
                host.a.example.certificate = rsa.pem, /etc/ec.pem
                host.a.example.key = rsa.key, /etc/ec.key
                host.a.example.key-password-file = password
                host.c.example.users = u
                """, "tls.certificate=standard.pem");

        var names = names("a.example", "b.example");
        var password = Optional.of(base.resolve("password"));
        var standard = base.resolve("standard.pem");
        assertEquals(
                List.of(
                        new CertificateFiles(standard, standard, Optional.empty(), Set.of()),
                        new CertificateFiles(base.resolve("rsa.pem"), base.resolve("rsa.key"), password, names),
                        new CertificateFiles(Path.of("/etc/ec.pem"), Path.of("/etc/ec.key"), password, names)),
                config.tls().orElseThrow().certificates());
    }

    @Test
    void hasNoCertificatesWithoutTls() {
        var faults = assertThrows(
                        FaultyFileException.class,
                        () -> read(
                                "host.a.example.users = u\nhost.a.example.certificate = a.pem\n", "tls.enabled=false"))
                .faults();

        assertEquals(
                List.of("hosts.properties:2: host.a.example.certificate: "
                        + "this needs TLS, which tls.enabled=false switches off"),
                faults.stream().map(Object::toString).toList());
    }

    @Test
    void isNotNeeded() throws Exception {
        var config = ConfigReader.read(new ConfigReader.Sources(base, Optional.empty(), Map.of(), List.of()));

        assertEquals(List.of(), config.hosts());
        assertTrue(config.anyHostName());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            host.a.example.user = u          | host.a.example.user: unknown attribute "user"; did you mean "users"?
            host.a.example.banner = Hello    | host.a.example.banner: unknown attribute "banner"; known: users, welcome, aliases, certificate, key, key-password-file
            hosts.a.example.users = u        | hosts.a.example.users: unknown key;
            host.users = u                   | host.users: unknown key;
            host.a_b.users = u               | host.a_b.users: a host name is needed
            host.a.example\\:21.users = u     | host.a.example:21.users: a host name is needed
            host.a.example.users =           | host.a.example.users: a value is needed
            host.a.example.welcome = Hello   | host.a.example.welcome: host.a.example.users is missing
            host.b.example.key = a.key       | host.b.example.key: there is no certificate that it belongs to
            host.b.example.key-password-file = a.txt | host.b.example.key-password-file: there is no certificate that it belongs to
            host.b.example.certificate =     | host.b.example.certificate: a value is needed
            host.b.example.aliases = x y     | host.b.example.aliases: names of hosts, separated by commas, are needed
            host.b.example.aliases = c.example | host.c.example.users: the name c.example belongs to another host already
            host.b.example.aliases = d.example | host.b.example.aliases: the name d.example belongs to another host already
            """)
    void namesFileLineAndKeyOfAFault(String line, String fault) throws IOException {
        boolean second = line.startsWith("host.b.");
        String text =
                "# a comment\n" + line + "\n" + (second ? "host.b.example.users = u\nhost.c.example.users = u\n" : "");

        var faults = assertThrows(FaultyFileException.class, () -> read(text, "hosts.default=d.example"))
                .faults();

        assertEquals(1, faults.size(), faults.toString());
        String told = faults.getFirst().toString();
        assertTrue(told.matches("hosts\\.properties:[0-9]+: .*"), told);
        assertTrue(told.contains(fault), told);
    }

    @Test
    void warnsOfAKeyThatStandsTwice() throws Exception {
        try (var log = new LogLines("ferry.config.Settings")) {
            read("host.a.example.users = u\nhost.a.example.users = v\n");

            assertEquals(
                    List.of("hosts.properties:1: host.a.example.users: stands again further down, where it counts"),
                    log.of(Level.WARN));
        }
    }

    @Test
    void isMissedWhenItWasAskedFor() {
        var faults = assertThrows(
                        FaultyFileException.class,
                        () -> ConfigReader.read(new ConfigReader.Sources(
                                base, Optional.empty(), Map.of(), List.of("hosts.file=missing.properties"))))
                .faults();

        assertEquals(
                List.of("--set: hosts.file: " + base.resolve("missing.properties") + " cannot be read: no such file"),
                faults.stream().map(Object::toString).toList());
    }

    private ServerConfig read(String hosts, String... more) throws IOException, FaultyFileException {
        Files.writeString(base.resolve("hosts.properties"), hosts);
        var assignments = new ArrayList<>(List.of("hosts.file=hosts.properties"));
        assignments.addAll(List.of(more));
        return ConfigReader.read(new ConfigReader.Sources(base, Optional.empty(), Map.of(), assignments));
    }

    private static Set<HostName> names(String... names) {
        return Arrays.stream(names).map(HostName::new).collect(Collectors.toSet());
    }
}
