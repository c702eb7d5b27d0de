package ferry.metrics;

import com.google.common.collect.Maps;
import ferry.figures.Figures;
import ferry.figures.Histogram;
import ferry.figures.Transfers;
import ferry.figures.UserFigures;
import ferry.protocol.Product;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The figures as Prometheus wants them. The names are what dashboards rely on; docs/metrics.md has them all. */
final class Exposition implements MultiCollector {
    private static final Logger LOG = LogManager.getLogger(Exposition.class);

    private final Figures figures;
    private final Gauges gauges;

    Exposition(Figures figures, Gauges gauges) {
        this.figures = figures;
        this.gauges = gauges;
    }

    /** Never throws: the library would show the stack to whoever asks. */
    @Override
    public MetricSnapshots collect() {
        try {
            return collected();
        } catch (RuntimeException e) {
            LOG.error("the figures cannot be told", e);
            return MetricSnapshots.of();
        }
    }

    private MetricSnapshots collected() {
        var all = MetricSnapshots.builder();
        addServer(all);
        addSessions(all);
        addTransfers(all);
        addCommands(all);
        addUsers(all);
        addHooks(all);
        return all.build();
    }

    private void addServer(MetricSnapshots.Builder all) {
        all.metricSnapshot(InfoSnapshot.builder()
                .name("ferry_build")
                .help("The version of the daemon")
                .dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                        .labels(Labels.of("version", Product.VERSION))
                        .build())
                .build());
        all.metricSnapshot(gauge(
                "ferry_ready", "1 when every listener accepts; 0 while the daemon drains", gauges.ready() ? 1 : 0));
        all.metricSnapshot(gauge(
                "ferry_config_last_load_timestamp_seconds",
                "When the configuration was taken last",
                gauges.configured()));
        all.metricSnapshot(gauge(
                "ferry_config_last_reload_successful",
                "0 when the last reload was refused, and all stayed as it was",
                gauges.reloaded() ? 1 : 0));
        all.metricSnapshot(gauge("ferry_passive_ports_lent", "Passive ports that wait for their connection", (double)
                gauges.passivePortsLent()));
        all.metricSnapshot(gauge("ferry_passive_ports_open", "Open passive ports", (double) gauges.passivePortsOpen()));
        all.metricSnapshot(gauge("ferry_passive_ports_configured", "Ports of passive.ports; 0 for any", (double)
                gauges.passivePortsConfigured()));
        all.metricSnapshot(counter(
                "ferry_passive_ports_exhausted",
                "Clients for whom there was no passive port",
                gauges.passivePortsExhausted()));
        all.metricSnapshot(
                gauge("ferry_transfer_threads_busy", "Threads that move bytes", (double) gauges.transferThreads()));
        all.metricSnapshot(gauge("ferry_bans", "Addresses that are banned now", (double) gauges.bans()));
        all.metricSnapshot(counter("ferry_bans_imposed", "Bans since the start", figures.bans()));
        all.metricSnapshot(gauges(
                "ferry_certificate_expiry_timestamp_seconds",
                "When a certificate ends",
                gauges.certificates(),
                name -> Labels.of("certificate", name)));
    }

    private void addSessions(MetricSnapshots.Builder all) {
        all.metricSnapshot(gauges(
                "ferry_sessions",
                "Sessions that are served now",
                gauges.sessions(),
                name -> Labels.of("protocol", name)));
        all.metricSnapshot(counters(
                "ferry_connections",
                "Connections that were served",
                figures.connections(),
                name -> Labels.of("protocol", name)));
        all.metricSnapshot(counters(
                "ferry_connections_refused",
                "Connections that were not served",
                figures.refusals(),
                reason -> Labels.of("reason", reason)));
        all.metricSnapshot(counters(
                "ferry_logins",
                "Logins",
                figures.logins(),
                login -> Labels.of("protocol", login.protocol(), "result", login.success() ? "success" : "failure")));
        all.metricSnapshot(counters(
                "ferry_tls_handshakes",
                "TLS handshakes of control connections, by version; failed ones as such",
                figures.handshakes(),
                version -> Labels.of("version", version)));
    }

    private void addTransfers(MetricSnapshots.Builder all) {
        var count = CounterSnapshot.builder().name("ferry_transfers").help("Transfers that have ended");
        var bytes = CounterSnapshot.builder().name("ferry_transfer_bytes").help("Bytes that transfers have moved");
        var durations = HistogramSnapshot.builder()
                .name("ferry_transfer_duration_seconds")
                .unit(Unit.SECONDS)
                .help("How long transfers took");
        figures.transfers().forEach((kind, transfers) -> {
            var labels = labels(kind);
            var times = transfers.durations();
            count.dataPoint(point(labels, total(times)));
            bytes.dataPoint(point(labels, transfers.bytes()));
            durations.dataPoint(point(labels, times));
        });
        all.metricSnapshot(count.build());
        all.metricSnapshot(bytes.build());
        all.metricSnapshot(durations.build());
        all.metricSnapshot(counters(
                "ferry_changes",
                "Changes other than by transfers",
                figures.changes(),
                kind -> Labels.of("kind", kind.word())));
    }

    private static Labels labels(Transfers.Kind kind) {
        return Labels.of(
                "protocol", kind.protocol(),
                "direction", kind.direction(),
                "tls", String.valueOf(kind.tls()),
                "result", kind.complete() ? "complete" : "incomplete");
    }

    private static long total(Histogram histogram) {
        return Arrays.stream(histogram.counts()).sum();
    }

    private void addCommands(MetricSnapshots.Builder all) {
        all.metricSnapshot(counters(
                "ferry_replies",
                "Final replies, by reply code",
                figures.replies(),
                code -> Labels.of("code", String.valueOf(code))));
        var durations = HistogramSnapshot.builder()
                .name("ferry_command_duration_seconds")
                .unit(Unit.SECONDS)
                .help("How long commands took from their line to their final reply, transfers included");
        figures.commands().forEach((verb, times) -> durations.dataPoint(point(Labels.of("verb", verb), times)));
        all.metricSnapshot(durations.build());
    }

    private void addUsers(MetricSnapshots.Builder all) {
        var count = CounterSnapshot.builder().name("ferry_user_transfers").help("Transfers of a user");
        var bytes = CounterSnapshot.builder().name("ferry_user_transfer_bytes").help("Bytes of a user's transfers");
        figures.users().all().forEach((user, moved) -> add(count, bytes, user, moved));
        all.metricSnapshot(count.build());
        all.metricSnapshot(bytes.build());
        var quotas = gauges.quotas();
        all.metricSnapshot(gauges(
                "ferry_quota_used_bytes",
                "Bytes in the home of a user who has a quota",
                Maps.transformValues(quotas, Gauges.Filling::used),
                user -> Labels.of("user", user)));
        all.metricSnapshot(gauges(
                "ferry_quota_limit_bytes",
                "How many bytes the home of a user may have",
                Maps.transformValues(quotas, Gauges.Filling::limit),
                user -> Labels.of("user", user)));
    }

    private static void add(
            CounterSnapshot.Builder count, CounterSnapshot.Builder bytes, String user, UserFigures.Moved moved) {
        for (boolean up : new boolean[] {true, false}) {
            var labels = Labels.of("user", user, "direction", up ? "upload" : "download");
            count.dataPoint(point(labels, moved.count(up)));
            bytes.dataPoint(point(labels, moved.bytes(up)));
        }
    }

    private void addHooks(MetricSnapshots.Builder all) {
        var events =
                CounterSnapshot.builder().name("ferry_hook_events").help("Events that a rule of hooks is done with");
        var failures =
                CounterSnapshot.builder().name("ferry_hook_failures").help("Attempts to deliver that have failed");
        var waiting = new LinkedHashMap<String, Long>();
        for (var rule : gauges.hooks()) {
            var labels = Labels.of("rule", rule.rule());
            events.dataPoint(point(labels.add("result", "delivered"), rule.delivered()));
            events.dataPoint(point(labels.add("result", "given-up"), rule.givenUp()));
            events.dataPoint(point(labels.add("result", "lost"), rule.lost()));
            failures.dataPoint(point(labels, rule.failures()));
            waiting.put(rule.rule(), rule.waitingBytes());
        }
        all.metricSnapshot(events.build());
        all.metricSnapshot(failures.build());
        all.metricSnapshot(gauges(
                "ferry_hook_waiting_bytes",
                "Bytes of the spool that wait to be delivered, with what is done with beside them",
                waiting,
                rule -> Labels.of("rule", rule)));
    }

    private static CounterDataPointSnapshot point(Labels labels, long value) {
        return CounterDataPointSnapshot.builder()
                .labels(labels)
                .value((double) value)
                .build();
    }

    private static HistogramDataPointSnapshot point(Labels labels, Histogram times) {
        var counts = times.counts();
        return HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(ClassicHistogramBuckets.of(times.bounds(), counts))
                .sum(times.sum())
                .build();
    }

    private static CounterSnapshot counter(String name, String help, long value) {
        return CounterSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(point(Labels.EMPTY, value))
                .build();
    }

    private static <K> CounterSnapshot counters(
            String name, String help, Map<K, Long> values, Function<K, Labels> labels) {
        var counter = CounterSnapshot.builder().name(name).help(help);
        values.forEach((key, value) -> counter.dataPoint(point(labels.apply(key), value)));
        return counter.build();
    }

    private static GaugeSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
                .build();
    }

    private static GaugeSnapshot gauges(
            String name, String help, Map<String, Long> values, Function<String, Labels> labels) {
        var gauge = GaugeSnapshot.builder().name(name).help(help);
        values.forEach((key, value) -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                .labels(labels.apply(key))
                .value((double) value)
                .build()));
        return gauge.build();
    }
}
