package ferry.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What dist/install puts where, below another root. */
@Timeout(60)
final class InstallTest {
    @TempDir
    private Path folder;

    private Path checkout;
    private Path root;

    @BeforeEach
    void checkOut() throws Exception {
        checkout = Files.createDirectory(folder.resolve("checkout"));
        root = Files.createDirectory(folder.resolve("root"));
        for (String name : List.of("LICENSE", "README.md", "users.properties", "bin", "conf", "docs", "dist")) {
            assertEquals(0, Run.of("cp", "-r", name, checkout.toString()).exit());
        }
        Files.createDirectories(checkout.resolve("target/lib"));
        Files.writeString(checkout.resolve("target/ferry.jar"), "a jar");
        Files.writeString(checkout.resolve("target/lib/other.jar"), "another");
    }

    private Run.Outcome install() throws Exception {
        var environment = new HashMap<>(System.getenv());
        environment.put("DESTDIR", root.toString());
        return Run.of(List.of(checkout.resolve("dist/install").toString()), environment);
    }

    private String configuration() throws IOException {
        return Files.readString(root.resolve("etc/ferry/ferry.properties"));
    }

    @Test
    void putsTheTreeBehindALink() throws Exception {
        assertEquals(0, install().exit());

        var tree = root.resolve("opt").resolve(Files.readSymbolicLink(root.resolve("opt/ferry")));
        assertTrue(Files.isExecutable(tree.resolve("bin/ferry")));
        assertTrue(Files.exists(tree.resolve("dist/prometheus-alerts.yaml")), "what the docs name");
        assertEquals("a jar", Files.readString(tree.resolve("lib/ferry.jar")));
        assertEquals("another", Files.readString(tree.resolve("lib/other.jar")));
        assertEquals(
                Path.of("/etc/ferry/ferry.properties"), Files.readSymbolicLink(tree.resolve("conf/ferry.properties")));
        assertEquals(Path.of("/opt/ferry/bin/ferry"), Files.readSymbolicLink(root.resolve("usr/local/bin/ferry")));
    }

    /** In the tree it may not. */
    @Test
    void letsTheDaemonWriteOutsideTheTree() throws Exception {
        assertEquals(0, install().exit());

        var relative = configuration()
                .lines()
                .filter(line ->
                        line.matches("(users\\.file|ban\\.file|tls\\.self-signed|control\\.socket|hooks\\.spool) .*"))
                .filter(line -> !line.matches(".* = /(var/lib|run)/ferry/[a-z.-]+"))
                .toList();
        assertEquals(List.of(), relative);
        assertTrue(configuration().contains("\nusers.file = /var/lib/ferry/users.properties\n"));
        assertTrue(configuration().contains("\nlegacy.listen =\n"));
    }

    @Test
    void leavesTheConfigurationAndTheOldTreeAlone() throws Exception {
        assertEquals(0, install().exit());
        var first = Files.readSymbolicLink(root.resolve("opt/ferry"));
        Files.writeString(root.resolve("etc/ferry/ferry.properties"), "ftp.listen = *:21\n");
        Files.move(root.resolve("opt").resolve(first), root.resolve("opt/ferry-old"));

        assertEquals(0, install().exit());

        assertEquals("ftp.listen = *:21\n", configuration());
        assertTrue(Files.exists(root.resolve("opt/ferry-old/lib/ferry.jar")));
        assertTrue(Files.exists(root.resolve("opt/ferry/lib/ferry.jar")));
    }

    @Test
    void takesNothingAlongThatADaemonHasMadeInTheCheckout() throws Exception {
        Files.writeString(checkout.resolve("conf/self-signed.pem"), "a key");
        Files.writeString(checkout.resolve("conf/bans"), "bans");
        Files.createDirectory(checkout.resolve("conf/hooks-spool"));

        assertEquals(0, install().exit());

        assertFalse(Files.exists(root.resolve("opt/ferry/conf/self-signed.pem")));
        assertFalse(Files.exists(root.resolve("opt/ferry/conf/bans")));
        assertFalse(Files.exists(root.resolve("opt/ferry/conf/hooks-spool")));
    }

    @Test
    void saysThatNothingIsBuilt() throws Exception {
        Files.delete(checkout.resolve("target/ferry.jar"));

        var outcome = install();

        assertNotEquals(0, outcome.exit());
        assertTrue(outcome.text().contains("build it first"), outcome.text());
        assertFalse(Files.exists(root.resolve("opt")));
    }
}
