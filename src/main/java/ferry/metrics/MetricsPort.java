package ferry.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import ferry.figures.Figures;
import ferry.protocol.Endpoint;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers {@code /metrics}, {@code /health} and {@code /ready} over HTTP, and nothing else. A request that is not there after
 * a few seconds is cut, and so many connections are served at a time; there is nothing secret here, but nothing for the public
 * either.
 */
public final class MetricsPort implements AutoCloseable {
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final int BACKLOG = 64;

    private final HttpServer server;
    private final Endpoint endpoint;
    private final MetricsHandler metrics;
    private final Gauges gauges;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private MetricsPort(HttpServer server, Endpoint endpoint, PrometheusRegistry registry, Gauges gauges) {
        this.server = server;
        this.endpoint = endpoint.withPort(server.getAddress().getPort());
        this.gauges = gauges;
        metrics = new MetricsHandler(registry);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
    }

    /** Binds it; nothing is answered before {@link #start}. */
    public static MetricsPort bind(Endpoint endpoint, Figures figures, Gauges gauges) throws IOException {
        bound("sun.net.httpserver.maxReqTime", "10"); // seconds
        bound("sun.net.httpserver.maxRspTime", "30");
        bound("sun.net.httpserver.maxReqHeaders", "50");
        bound("sun.net.httpserver.maxReqHeaderSize", "16384");
        bound("jdk.httpserver.maxConnections", "64");
        var registry = new PrometheusRegistry();
        JvmMetrics.builder().register(registry);
        registry.register(new Exposition(figures, gauges));
        return new MetricsPort(HttpServer.create(endpoint.address(), BACKLOG), endpoint, registry, gauges);
    }

    /** The server of the JDK reads its bounds once, from the system properties. */
    private static void bound(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Begins to answer. */
    public void start() {
        server.start();
    }

    /** The endpoint with its real port. */
    public Endpoint endpoint() {
        return endpoint;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!METHODS.contains(exchange.getRequestMethod())) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                say(exchange, 405, "only GET and HEAD");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/metrics" -> metrics.handle(exchange);
                case "/health" -> say(exchange, 200, "alive");
                case "/ready" -> {
                    boolean ready = gauges.ready();
                    say(exchange, ready ? 200 : 503, ready ? "ready" : "not ready");
                }
                case null, default -> say(exchange, 404, "nothing here");
            }
        }
    }

    private static void say(HttpExchange exchange, int code, String text) throws IOException {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.US_ASCII);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(code, head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Ends it at once. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
