package ferry.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;
import ferry.client.Eventually;
import ferry.client.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The image as it runs: a user without rights, in a tree that cannot be written, with a volume. */
@Timeout(120)
final class ContainerTest {
    private static final Map<String, String> ANNA = Map.of("FERRY_USER", "anna", "FERRY_PASSWORD", "a b'c");
    private static final String URL = "ftp://127.0.0.1:2121/";

    /** What a daemon says that SIGTERM has ended. */
    private static final int ENDED = 0;

    @TempDir
    private static Path built;

    @TempDir
    private Path folder;

    private static Image image;
    private static @Nullable Container running;

    @BeforeAll
    static void build() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can make namespaces");
        for (String program : List.of("unshare", "nsenter", "setpriv", "ip", "curl")) {
            Installed.require(program);
        }
        image = Image.make(built);
        running = Container.start(image, image.volume(built.resolve("data")), ANNA)
                .ready();
    }

    /** The one for tests that leave it as it is. */
    private static Container running() {
        return Objects.requireNonNull(running);
    }

    @AfterAll
    static void end() throws Exception {
        if (running != null) {
            running.close();
        }
    }

    private Path volume() throws Exception {
        return image.volume(folder.resolve("data"));
    }

    @Test
    void servesAnAccountThatTheEnvironmentNames() throws Exception {
        var up = running().exec("curl", "-sS", "-u", "anna:a b'c", "-T", "/opt/ferry/LICENSE", URL);
        var down = running().exec("curl", "-sS", "-u", "anna:a b'c", URL + "LICENSE");

        assertEquals(new Run.Outcome(0, ""), up);
        assertEquals(new Run.Outcome(0, Files.readString(Path.of("LICENSE"))), down);
        assertTrue(Files.exists(running().volume().resolve("files/anna/LICENSE")));
    }

    /** Nothing stands between the signals and the JVM, and it has no right to lose. */
    @Test
    void isTheFirstProcessAndHasNoPower() throws Exception {
        String status = running().exec("cat", "/proc/1/status").text();
        String command = running().exec("cat", "/proc/1/cmdline").text();

        assertTrue(status.contains("\nUid:\t2121\t2121\t2121\t2121\n"), status);
        assertTrue(status.contains("\nCapEff:\t0000000000000000\n"), status);
        assertTrue(status.contains("\nCapBnd:\t0000000000000000\n"), status);
        assertTrue(status.contains("\nNoNewPrivs:\t1\n"), status);
        assertTrue(command.startsWith("/opt/java/openjdk/bin/java\0"), command);
        assertTrue(command.contains("\0-XX:AOTCache=/opt/ferry/lib/ferry-"), command);
    }

    /** It would be so without a read-only tree as well. */
    @Test
    void ownsTheVolumeAndNothingElse() throws Exception {
        var found = running()
                .exec(
                        "sh",
                        "-c",
                        "find / -xdev -path /usr -prune -o -path /data -prune -o ! -type l '(' -user ferry"
                                + " -o -group ferry -o -perm -0002 ')' -print");
        var refused = running().exec("touch", "/opt/ferry/conf/bans");

        assertEquals(new Run.Outcome(0, ""), found);
        assertEquals(1, refused.exit());
        assertTrue(refused.text().contains("Read-only file system"), refused.text());
    }

    @Test
    void runsTheOtherCommandsOfFerry() throws Exception {
        var list = running().exec("/opt/ferry/docker/entrypoint", "user", "list");

        assertEquals(0, list.exit(), list.text());
        assertTrue(list.text().contains("anna"), list.text());
    }

    @Test
    void isHealthyWhileItServes() throws Exception {
        var without = Container.runBare(image, volume(), image.healthCheck());
        var with = running().exec(image.healthCheck());

        assertNotEquals(0, without.exit());
        assertEquals(new Run.Outcome(0, ""), with);
    }

    @Test
    void endsInTimeAndKeepsAccountAndCertificateInTheVolume() throws Exception {
        var volume = volume();
        Files.writeString(volume.resolve("secret"), "wörd\r\nsecond line\n");
        String first;
        var secret = Map.of("FERRY_USER", "anna", "FERRY_PASSWORD_FILE", "/data/secret");
        try (var container = Container.start(image, volume, secret).ready()) {
            String environment = container.exec("cat", "/proc/1/environ").text();
            assertTrue(environment.contains("FERRY_USERS_FILE="), environment);
            assertFalse(environment.contains("FERRY_PASSWORD"), environment);
            first = Files.readString(volume.resolve("tls/self-signed.pem"));

            assertEquals(ENDED, container.stop(), container.log());
        }

        try (var container = Container.start(image, volume, Map.of()).ready()) {
            var list = container.exec("curl", "-sS", "-u", "anna:wörd", "--list-only", URL);
            assertEquals(new Run.Outcome(0, ""), list);
            assertEquals(first, Files.readString(volume.resolve("tls/self-signed.pem")));
        }
    }

    /** And is not ready for new clients meanwhile. */
    @Test
    void letsAnUploadEndWhenItIsStopped() throws Exception {
        try (var container = Container.start(image, volume(), ANNA).ready()) {
            var upload = container.begin("curl", "-sS", "-u", "anna:a b'c", "-T", "-", URL + "a.txt");
            try (var input = upload.getOutputStream()) {
                input.write("first\n".getBytes(UTF_8));
                input.flush();
                var home = container.volume().resolve("files/anna");
                Eventually.holdsInTheEnd("the upload to begin", () -> hasFiles(home));
                container.first().destroy();
                Eventually.holds("the log to tell of it", () -> container.log().contains("stopping"));

                assertNotEquals(0, container.exec(image.healthCheck()).exit());
                input.write("last\n".getBytes(UTF_8));
            }

            assertEquals(0, upload.waitFor(), container.log());
            assertEquals(ENDED, container.awaitEnd(), container.log());
            assertEquals("first\nlast\n", Files.readString(container.volume().resolve("files/anna/a.txt")));
        }
    }

    private static boolean hasFiles(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return false;
        }
        try (var files = Files.list(folder)) {
            return files.findAny().isPresent();
        }
    }

    @Test
    void answersTheAdministratorBesideIt() throws Exception {
        var status = running().exec("bin/ferry", "status");
        var who = running().exec("bin/ferry", "who", "--json");

        assertEquals(0, status.exit(), status.text());
        assertEquals(0, who.exit(), who.text());
        assertTrue(JsonParser.parseString(who.text()).isJsonObject(), who.text());
    }

    @Test
    void doesNotStartWithoutAnAccount() throws Exception {
        var outcome = Container.run(image, volume(), Map.of());

        assertEquals(2, outcome.exit());
        assertTrue(outcome.text().contains("There is no account yet"), outcome.text());
    }

    @Test
    void saysThatTheVolumeBelongsToSomebodyElse() throws Exception {
        var volume = volume();
        Run.of("chown", "root:root", volume.toString());

        var outcome = Container.run(image, volume, ANNA);

        assertEquals(2, outcome.exit());
        assertTrue(outcome.text().contains("not writable for uid 2121"), outcome.text());
    }
}
