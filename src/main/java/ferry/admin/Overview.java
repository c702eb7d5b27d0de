package ferry.admin;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.management.UnixOperatingSystemMXBean;
import ferry.event.Actor;
import ferry.protocol.Product;
import ferry.session.Session;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

/** The daemon as a whole, as it is told. */
final class Overview {
    private static final long NANOS = 1_000_000_000;

    private final Operations operations;
    private final long started = System.nanoTime();

    /** Of this daemon, which has just started. */
    Overview(Operations operations) {
        this.operations = operations;
    }

    /** Whether it serves, in short. */
    JsonObject status() {
        var status = Json.object();
        status.addProperty("ferry", Product.VERSION);
        status.addProperty("pid", ProcessHandle.current().pid());
        status.addProperty("state", operations.draining() ? "draining" : "serving");
        status.addProperty("uptime", (System.nanoTime() - started) / NANOS);
        status.addProperty("sessions", operations.connections().count());
        status.add("listening", Json.texts(operations.listening()));
        return status;
    }

    /** Begins to end the daemon; the answer is its state then. */
    JsonObject drain() {
        operations.drain();
        return status();
    }

    /** What there is to know in numbers. */
    JsonObject stats() {
        var stats = status();
        stats.addProperty("java", Runtime.version().toString());
        stats.add("sessions", sessions(operations.connections().sessions()));
        stats.add("logins", logins());
        stats.add("transfers", transfers());
        stats.add("passive-ports", passivePorts());
        stats.addProperty("bans", operations.guard().bans().size());
        operations.lastReload().ifPresent(reload -> stats.add("reload", reload(reload)));
        stats.add("memory", memory());
        stats.addProperty("threads", ManagementFactory.getThreadMXBean().getThreadCount());
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            var files = Json.object();
            files.addProperty("open", system.getOpenFileDescriptorCount());
            files.addProperty("most", system.getMaxFileDescriptorCount());
            stats.add("files", files);
        }
        return stats;
    }

    private static JsonObject sessions(List<Session> all) {
        var lines = all.stream().map(SessionLine::of).toList();
        var sessions = Json.object();
        sessions.addProperty("all", lines.size());
        for (String protocol : List.of("ftp", "ftps", "legacy")) {
            sessions.addProperty(
                    protocol,
                    lines.stream()
                            .filter(line -> line.protocol().equals(protocol))
                            .count());
        }
        sessions.addProperty(
                "tls", lines.stream().filter(line -> !line.tls().isEmpty()).count());
        sessions.addProperty(
                "logged-in",
                lines.stream().filter(line -> !line.user().isEmpty()).count());
        sessions.addProperty(
                "moving", lines.stream().filter(SessionLine::moving).count());
        return sessions;
    }

    private JsonObject logins() {
        var logins = Json.object();
        for (boolean success : List.of(true, false)) {
            logins.addProperty(
                    success ? "ok" : "failed",
                    operations.figures().logins().entrySet().stream()
                            .filter(each -> each.getKey().success() == success)
                            .mapToLong(Map.Entry::getValue)
                            .sum());
        }
        return logins;
    }

    /** By protocol and direction. */
    private JsonArray transfers() {
        var lines = new JsonArray();
        for (String direction : List.of("upload", "download")) {
            for (var protocol : Actor.Protocol.values()) {
                var moved = operations.figures().moved(protocol.word(), direction);
                var line = Json.object();
                line.addProperty("protocol", protocol.word());
                line.addProperty("direction", direction);
                line.addProperty("complete", moved.complete());
                line.addProperty("failed", moved.failed());
                line.addProperty("bytes", moved.bytes());
                lines.add(line);
            }
        }
        return lines;
    }

    private static JsonObject reload(Reload last) {
        var reload = Json.object();
        reload.addProperty("time", last.time().toString());
        reload.addProperty("ok", last.successful());
        reload.addProperty("outcome", last.outcome());
        return reload;
    }

    private JsonArray passivePorts() {
        var pools = new JsonArray();
        for (var use : operations.passivePorts()) {
            var pool = Json.object();
            pool.addProperty("address", use.address());
            pool.addProperty("lent", use.lent());
            pool.addProperty("open", use.open());
            pool.addProperty("most", use.most());
            pools.add(pool);
        }
        return pools;
    }

    private static JsonObject memory() {
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        var memory = Json.object();
        memory.addProperty("heap", heap.getUsed());
        memory.addProperty("heap-most", heap.getMax());
        return memory;
    }
}
