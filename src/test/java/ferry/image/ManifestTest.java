package ferry.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The manifests in dist/, by the schemas of their kinds, and against the image that they run. */
@Timeout(60)
final class ManifestTest {
    private static final Path COMPOSE = Path.of("dist/compose.yaml");
    private static final Path KUBERNETES = Path.of("dist/kubernetes.yaml");
    private static final String POD = "spec/template/spec/";
    private static final String CONTAINER = POD + "containers/0/";

    private static List<Manifest> composed = List.of();
    private static List<Manifest> clustered = List.of();

    @BeforeAll
    static void read() throws Exception {
        composed = Manifest.read("compose", COMPOSE);
        clustered = Manifest.read("kubernetes", KUBERNETES);
    }

    private static Manifest compose() {
        return new Manifest(composed.getFirst().at("services/ferry"));
    }

    private static Manifest kubernetes(String kind) {
        return clustered.stream()
                .filter(document -> document.text("kind").equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> healthCheck() throws Exception {
        String check = Dockerfile.read(Path.of("Dockerfile")).one("HEALTHCHECK").argument();
        return new Dockerfile.Instruction("CMD", check.substring(check.indexOf('['))).words();
    }

    private static Duration seconds(String time) {
        return Duration.parse("PT" + time);
    }

    @Test
    void publishesPassivePortsUnderTheSameNumbers() throws Exception {
        var service = compose();
        String passive = service.text("environment/FERRY_PASSIVE_PORTS");

        assertEquals(List.of("21:2121", passive + ":" + passive), service.texts("ports"));
    }

    @Test
    void takesAllRightsFromTheContainer() throws Exception {
        var service = compose();

        assertTrue(service.at("read_only").getAsBoolean());
        assertEquals(List.of("ALL"), service.texts("cap_drop"));
        assertEquals(List.of("no-new-privileges:true"), service.texts("security_opt"));
    }

    @Test
    void setsVariablesThatThereAre() throws Exception {
        var inCompose = compose().at("environment").getAsJsonObject().keySet().stream();
        var inKubernetes = kubernetes("StatefulSet").list(CONTAINER + "env").map(entry -> entry.text("name"));

        for (String name : Stream.concat(inCompose, inKubernetes).toList()) {
            assertTrue(Manifest.variables().contains(name), name);
        }
    }

    @Test
    void letsTransfersEndBeforeItKills() throws Exception {
        var service = compose();
        var set = kubernetes("StatefulSet");
        var grace = set.list(CONTAINER + "env")
                .filter(entry -> entry.text("name").equals("FERRY_SHUTDOWN_GRACE"))
                .map(entry -> seconds(entry.text("value")))
                .findFirst()
                .orElseThrow();
        var before = Duration.ofSeconds(Long.parseLong(
                set.texts(CONTAINER + "lifecycle/preStop/exec/command").getLast()));
        var limit =
                Duration.ofSeconds(set.at(POD + "terminationGracePeriodSeconds").getAsLong());

        assertTrue(seconds(service.text("stop_grace_period"))
                        .compareTo(seconds(service.text("environment/FERRY_SHUTDOWN_GRACE")))
                > 0);
        assertTrue(limit.compareTo(grace.plus(before)) > 0, limit + " " + grace + " " + before);
    }

    @Test
    void asksTheImageForItsHealth() throws Exception {
        var set = kubernetes("StatefulSet");

        assertEquals(
                healthCheck(),
                compose().texts("healthcheck/test").subList(1, healthCheck().size() + 1));
        assertEquals(healthCheck(), set.texts(CONTAINER + "startupProbe/exec/command"));
        assertEquals(healthCheck(), set.texts(CONTAINER + "readinessProbe/exec/command"));
        assertEquals(
                Stream.concat(healthCheck().stream(), Stream.of("live")).toList(),
                set.texts(CONTAINER + "livenessProbe/exec/command"));
    }

    @Test
    void runsAPodWithoutRights() throws Exception {
        var set = kubernetes("StatefulSet");

        assertTrue(Files.readString(Path.of("Dockerfile")).contains("useradd --uid 2121 "));
        for (String id : List.of("runAsUser", "runAsGroup", "fsGroup")) {
            assertEquals(2121, set.at(POD + "securityContext/" + id).getAsInt());
        }
        assertTrue(set.at(POD + "securityContext/runAsNonRoot").getAsBoolean());
        assertEquals("RuntimeDefault", set.text(POD + "securityContext/seccompProfile/type"));
        assertFalse(set.at(POD + "automountServiceAccountToken").getAsBoolean());
        assertFalse(set.at(POD + "enableServiceLinks").getAsBoolean());
        assertFalse(
                set.at(CONTAINER + "securityContext/allowPrivilegeEscalation").getAsBoolean());
        assertTrue(set.at(CONTAINER + "securityContext/readOnlyRootFilesystem").getAsBoolean());
        assertEquals(List.of("ALL"), set.texts(CONTAINER + "securityContext/capabilities/drop"));
    }

    @Test
    void sendsEachPassivePortThroughTheBalancer() throws Exception {
        var set = kubernetes("StatefulSet");
        var service = kubernetes("Service");
        var passive = Manifest.ports(set.list(CONTAINER + "env")
                .filter(entry -> entry.text("name").equals("FERRY_PASSIVE_PORTS"))
                .findFirst()
                .orElseThrow()
                .text("value"));

        assertEquals(
                Stream.concat(Stream.of("21=2121"), passive.stream().map(port -> port + "=" + port))
                        .toList(),
                service.list("spec/ports")
                        .map(port -> port.text("port") + "=" + port.text("targetPort"))
                        .toList());
        assertEquals(
                Stream.concat(Stream.of(2121), passive.stream()).toList(),
                set.list(CONTAINER + "ports")
                        .map(port -> port.at("containerPort").getAsInt())
                        .toList());
        assertEquals("LoadBalancer", service.text("spec/type"));
        assertEquals("Local", service.text("spec/externalTrafficPolicy"));
        assertEquals("ClientIP", service.text("spec/sessionAffinity"));
        assertEquals(service.at("spec/selector"), set.at("spec/template/metadata/labels"));
    }

    @Test
    void configuresByKeysThatThereAreAndFilesThatAreMounted() throws Exception {
        var set = kubernetes("StatefulSet");
        var mounts = set.list(CONTAINER + "volumeMounts")
                .map(mount -> mount.text("mountPath") + "/")
                .toList();
        var known = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("conf/ferry.properties"))) {
            known.load(reader);
        }
        var said = new Properties();
        said.load(new StringReader(kubernetes("ConfigMap").text("data/ferry.properties")));

        for (String key : said.stringPropertyNames()) {
            assertTrue(known.containsKey(key), key);
            String value = said.getProperty(key);
            assertTrue(!value.startsWith("/") || mounts.stream().anyMatch(value::startsWith), value);
        }
        assertTrue(mounts.stream().anyMatch(set.texts(CONTAINER + "args").getLast()::startsWith));
    }
}
