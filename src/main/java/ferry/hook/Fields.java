package ferry.hook;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The fields of an event, as rules name them: those of the JSON, with dashes. */
final class Fields {
    /** All there are. */
    static final List<String> NAMES = List.of(
            "id",
            "event",
            "time",
            "session",
            "protocol",
            "tls",
            "client",
            "client-port",
            "server",
            "server-port",
            "host",
            "user",
            "program",
            "path",
            "on-disk",
            "target",
            "target-on-disk",
            "verb",
            "type",
            "offset",
            "bytes",
            "size",
            "duration-ms",
            "data-protected",
            "digest",
            "complete",
            "reason",
            "network",
            "until");

    /** Those that are places on the disk. */
    static final List<String> PLACES = List.of("on-disk", "target-on-disk");

    private Fields() {}

    /** The text of a field, if the event has it. */
    static Optional<String> of(JsonObject event, String name) {
        return Optional.ofNullable(event.get(name.replace('-', '_'))).map(value -> value.getAsString());
    }

    /** The variable of the environment that has a field. */
    static String variable(String name) {
        return "FERRY_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
