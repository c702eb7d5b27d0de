package ferry.admin;

import com.google.gson.JsonObject;
import ferry.protocol.Product;

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
        status.addProperty("state", operations.connections().draining() ? "draining" : "serving");
        status.addProperty("uptime", (System.nanoTime() - started) / NANOS);
        status.addProperty("sessions", operations.connections().count());
        status.add("listening", Json.texts(operations.listening()));
        return status;
    }
}
