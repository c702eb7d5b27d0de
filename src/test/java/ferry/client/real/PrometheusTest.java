package ferry.client.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ferry.client.Dialogue;
import ferry.client.Eventually;
import ferry.client.FerryServer;
import ferry.client.FreePort;
import ferry.client.Installed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus scrapes the figures, and its promtool reads what dist/ has for it. */
final class PrometheusTest {
    private static final Path DIST = Path.of("dist").toAbsolutePath();
    private static final Pattern NAME = Pattern.compile("\\b(?:ferry|jvm|process)_[a-z0-9_]+");

    @TempDir
    private Path folder;

    @BeforeAll
    static void isInstalled() {
        Installed.require("prometheus");
        Installed.require("promtool");
    }

    private static String get(String url) {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return ""; // not yet there
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /** What promtool says to this input; fails when it is not content. */
    private String promtool(Path input, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        var output = folder.resolve("promtool.out");
        var process = new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "promtool hangs");
        String said = Files.readString(output);
        assertEquals(0, process.exitValue(), () -> String.join(" ", command) + "\n" + said);
        return said;
    }

    @Test
    void isScrapedByARealPrometheus() throws IOException, InterruptedException {
        try (var server = FerryServer.start("metrics.listen=127.0.0.1:0")) {
            try (var client = Dialogue.image(server)) {
                for (int i = 0; i < 3; i++) {
                    client.transmit("STOR " + i, "12345").expect("226");
                }
            }
            var config = folder.resolve("prometheus.yml");
            Files.writeString(config, """
                    global:
                      scrape_interval: 200ms
                    rule_files: [%s]
                    scrape_configs:
                      - job_name: ferry
                        static_configs: [{targets: ['%s']}]
                    """.formatted(
                            DIST.resolve("prometheus-alerts.yaml"),
                            server.daemon().metrics().getFirst()));
            promtool(config, "check", "config", config.toString());
            int port = FreePort.next();
            var prometheus = new ProcessBuilder(
                            "prometheus",
                            "--config.file=" + config,
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("prometheus.out").toFile())
                    .start();
            try {
                String query = "http://127.0.0.1:" + port + "/api/v1/query?query=";
                Eventually.holds("a scrape", () -> get(query + "up").contains(",\"1\"]"));
                Eventually.holds(
                        "the transfers",
                        () -> get(query + "sum(ferry_transfers_total)").contains(",\"3\"]"));
                Eventually.holds(
                        "the bytes",
                        () -> get(query + "sum(ferry_transfer_bytes_total)").contains(",\"15\"]"));
                String alerts = get(query + URLEncoder.encode("ALERTS{alertstate=\"firing\"}", StandardCharsets.UTF_8));
                assertTrue(alerts.contains("\"result\":[]"), alerts);
            } finally {
                prometheus.destroy();
                assertTrue(prometheus.waitFor(20, TimeUnit.SECONDS));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Path hooks() {
        try {
            return Files.writeString(
                    folder.resolve("hooks.properties"), "hook.note.events=mkdir\nhook.note.run=/bin/true\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String exposed() {
        var users = FerryServer.user("anna", "writepermission=true", "quota-bytes=1000");
        try (var server = FerryServer.start(
                users,
                "metrics.listen=127.0.0.1:0",
                "metrics.users=2",
                "tls.enabled=true",
                "hooks.file=" + hooks(),
                "hooks.spool=" + folder.resolve("spool"))) {
            try (var anna = new Dialogue(server)) {
                anna.say("USER anna").expect("331");
                anna.say("PASS ferry").expect("230");
                anna.transmit("STOR a", "12345").expect("226");
            }
            try (var client = Dialogue.image(server)) {
                client.transmit("STOR a", "12345").expect("226");
                client.receive("RETR a");
            }
            return get("http://" + server.daemon().metrics().getFirst() + "/metrics");
        }
    }

    @Test
    void keepsToTheConventions() throws IOException, InterruptedException {
        var metrics = Files.writeString(folder.resolve("metrics"), exposed());

        assertEquals("", promtool(metrics, "check", "metrics"));
    }

    @Test
    void hasAlertsThatPrometheusTakes() throws IOException, InterruptedException {
        var alerts = DIST.resolve("prometheus-alerts.yaml");

        String said = promtool(alerts, "check", "rules", alerts.toString());

        assertTrue(said.contains("SUCCESS"), said);
        assertKnown(Files.readString(alerts));
    }

    @Test
    void hasADashboardOfQueriesThatPrometheusTakes() throws IOException, InterruptedException {
        var dashboard = JsonParser.parseString(Files.readString(DIST.resolve("grafana-dashboard.json")))
                .getAsJsonObject();
        var queries = new ArrayList<String>();
        collect(dashboard, queries);
        assertTrue(queries.size() > 15, queries::toString);
        var rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        for (int i = 0; i < queries.size(); i++) {
            rules.append("      - record: q").append(i).append("\n        expr: ");
            rules.append(new com.google.gson.JsonPrimitive(queries.get(i).replace("$__rate_interval", "5m")))
                    .append('\n');
        }
        var file = Files.writeString(folder.resolve("rules.yml"), rules);

        promtool(file, "check", "rules", file.toString());
        assertKnown(String.join("\n", queries));
        assertTrue(dashboard.get("schemaVersion").getAsInt() >= 36);
        assertEquals(
                "datasource",
                dashboard
                        .getAsJsonObject("templating")
                        .getAsJsonArray("list")
                        .get(0)
                        .getAsJsonObject()
                        .get("type")
                        .getAsString());
    }

    private static void collect(JsonElement element, List<String> queries) {
        switch (element) {
            case JsonObject object ->
                object.entrySet().forEach(entry -> {
                    if (entry.getKey().equals("expr")) {
                        queries.add(entry.getValue().getAsString());
                    } else {
                        collect(entry.getValue(), queries);
                    }
                });
            case JsonArray array -> array.forEach(each -> collect(each, queries));
            default -> {}
        }
    }

    /** Every metric that is named is one that the daemon exposes. */
    private void assertKnown(String text) {
        Set<String> known = new TreeSet<>();
        exposed()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", -1)[2])
                .forEach(name -> known.addAll(List.of(name, name + "_bucket", name + "_sum", name + "_count")));
        var unknown = NAME.matcher(text).results().map(match -> match.group()).filter(name -> !known.contains(name));
        assertEquals(List.of(), unknown.distinct().toList(), () -> "known are " + known);
    }
}
