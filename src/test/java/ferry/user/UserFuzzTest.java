package ferry.user;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.net.InetAddresses;
import ferry.fuzz.Fuzz;
import ferry.properties.FaultyFileException;
import ferry.properties.PropertiesFile;
import ferry.protocol.AddressList;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Any text in a users file: users, or faults that say where. */
final class UserFuzzTest {
    private static final List<InetAddress> CLIENTS = List.of(
            InetAddresses.forString("127.0.0.1"),
            InetAddresses.forString("192.0.2.7"),
            InetAddresses.forString("2001:db8::1"));

    @Test
    void readsUsersOrTellsTheFaultsWithTheirLines() {
        var pieces = Fuzz.of(
                        "users-file",
                        "\n",
                        "=",
                        "ftpserver.user.",
                        "a",
                        ".",
                        "true",
                        "false",
                        "\\",
                        "#",
                        ",",
                        ";",
                        "=1",
                        "-1")
                .and(
                        UTF_8,
                        "ftpserver.user.a.homedirectory=home\n",
                        "$2a$04$DsD1xS5NSOksQmywqm0kXeemKCQbRERstTiJH2ePn6jRwh1gEpZW.")
                .and(
                        UTF_8,
                        "loopback",
                        "127.0.0.1/8",
                        "subject:CN=a",
                        "sha256:",
                        "cn:",
                        "file:///x",
                        "jar://x",
                        "list,read",
                        "x:y",
                        "UTF-8",
                        "GBK")
                .and(
                        UTF_8,
                        "http://x",
                        "file://host/x",
                        "jrt://",
                        "\0",
                        "\u00e4",
                        "*",
                        "../..",
                        "require",
                        "login",
                        "certificate")
                .and(ISO_8859_1, "\u00ff")
                .longest(4000);
        for (var attribute : Attribute.values()) {
            pieces.and(UTF_8, "ftpserver.user.a." + attribute.word() + "=", attribute.word());
        }
        pieces.run((bytes, choices) -> {
            var file = PropertiesFile.of("users.properties", bytes);
            try {
                var users = UserReader.read(file, Path.of("/base"));
                return "users " + users.size();
            } catch (FaultyFileException e) {
                assertFalse(e.faults().isEmpty());
                assertTrue(e.faults().stream()
                        .allMatch(fault -> fault.line() >= 1 && !fault.message().isEmpty()));
                return "faults " + e.faults().getFirst().message().replaceAll("[^a-z ]", "");
            }
        });
    }

    @Test
    void readsAddressListsOrSaysWhatIsWrong() {
        Fuzz.of(
                        "address-list",
                        "127.0.0.1",
                        "/",
                        "8",
                        ",",
                        "::",
                        "::1",
                        "loopback",
                        "any",
                        " ",
                        "::ffff:1.2.3.4",
                        "%lo",
                        "0",
                        ".",
                        ":",
                        "/128")
                .run((bytes, choices) -> {
                    try {
                        var list = AddressList.parse(new String(bytes, UTF_8));
                        var outcome = new StringBuilder();
                        CLIENTS.forEach(client -> outcome.append(list.allows(client)));
                        return outcome.toString();
                    } catch (IllegalArgumentException e) {
                        return "wrong";
                    }
                });
    }

    @Test
    void readsCertificatePatternsOrSaysWhatIsWrong() {
        Fuzz.of(
                        "certificate-pattern",
                        "subject:",
                        "CN=",
                        "a",
                        ",",
                        "O=",
                        "+",
                        "\\",
                        "\"",
                        "#",
                        "cn:",
                        "email:",
                        "dns:",
                        "uri:",
                        "sha256:",
                        ":")
                .and(
                        UTF_8,
                        "ab:".repeat(31) + "ab",
                        ";",
                        "\\;",
                        "1.2.3=#0401",
                        "=",
                        " ",
                        "\u00e4",
                        "\0",
                        "OID.1.2=",
                        "<",
                        "@",
                        "C=DE")
                .longest(2000)
                .run((bytes, choices) -> {
                    try {
                        var patterns = CertificatePatterns.parse(new String(bytes, UTF_8));
                        return patterns.patterns().getFirst().getClass().getSimpleName();
                    } catch (IllegalArgumentException e) {
                        return String.valueOf(e.getMessage()).substring(0, 6).toLowerCase(Locale.ROOT);
                    }
                });
    }
}
