package ferry.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.fuzz.Fuzz;
import ferry.fuzz.QuietLog;
import ferry.properties.Fault;
import ferry.properties.FaultyFileException;
import ferry.protocol.HostName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any text in the configuration: settings, or faults that name the key. */
final class ConfigFuzzTest {
    private final QuietLog quiet = new QuietLog(Settings.class.getName());

    @TempDir
    private Path folder;

    @AfterEach
    void logAgain() {
        quiet.close();
    }

    @Test
    void readsSettingsOrTellsTheFaultsWithTheirKeys() {
        var pieces = Fuzz.of(
                        "settings",
                        "\n",
                        "=",
                        "on",
                        "off",
                        "true",
                        "false",
                        "5m",
                        "300ms",
                        "99999999999",
                        "*:2121",
                        "[::1]:21",
                        "30000-30999",
                        "a")
                .and(
                        UTF_8, "UTF-8", "GBK", "IBM037", "utf-16", "require", "atomic", "md5", "crc32", ",", "-", ".",
                        " ", "\u00e4", "\\", "\0", "x/y")
                .and(
                        UTF_8,
                        "TLSv1.3",
                        "TLS_AES_128_GCM_SHA256",
                        "%n",
                        "0",
                        "24d",
                        "25d",
                        "tls.enabled=false\n",
                        "tls.required=true\n")
                .longest(2000);
        for (var key : Key.values()) {
            pieces.and(UTF_8, key.text() + "=", key.text() + "=" + key.otherwise() + "\n");
        }
        pieces.run((bytes, choices) -> {
            var assignments = new ArrayList<String>();
            new String(bytes, UTF_8).lines().forEach(assignments::add);
            try {
                ConfigReader.read(new ConfigReader.Sources(folder, Optional.empty(), Map.of(), assignments));
                return "settings";
            } catch (FaultyFileException e) {
                assertFalse(e.faults().isEmpty());
                assertTrue(
                        e.faults().stream().noneMatch(fault -> fault.message().isEmpty()));
                return e.faults().getFirst().message().replaceAll("[^a-z ]", "");
            }
        });
    }

    @Test
    void readsHostsOrTellsTheFaultsWithTheirLines() {
        Fuzz.of(
                        "hosts-file",
                        "host.",
                        "a.example",
                        ".users=",
                        "users.properties",
                        "\n",
                        ".welcome=",
                        ".aliases=",
                        ".certificate=",
                        ".key=",
                        ",")
                .and(
                        UTF_8,
                        "host.a.users=u\n",
                        "host.b.users=u\n",
                        "host.b.aliases=a\n",
                        ".key-password-file=",
                        "\\",
                        "#",
                        "\u00e4",
                        "[::1]",
                        "\0")
                .longest(2000)
                .run((bytes, choices) -> {
                    write(bytes);
                    var faults = new ArrayList<Fault>();
                    var ground = new HostsReader.Ground(folder, Set.of(new HostName("std")), choices.nextBoolean());
                    try {
                        int hosts = HostsReader.read("hosts", ground, faults).size();
                        assertTrue(faults.stream().allMatch(fault -> fault.line() >= 1));
                        return hosts + " " + List.copyOf(faults).size();
                    } catch (IllegalArgumentException e) {
                        return "unreadable";
                    }
                });
    }

    private void write(byte[] bytes) throws IOException {
        Files.write(folder.resolve("hosts"), bytes);
    }
}
