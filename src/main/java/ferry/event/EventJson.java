package ferry.event;

import com.google.common.net.InetAddresses;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import ferry.protocol.Escaped;
import java.net.InetSocketAddress;
import java.time.temporal.ChronoUnit;

/**
 * An event as JSON, the same for records of transfers and for hooks. What does not belong to an event, or is not known, is
 * left out.
 */
public final class EventJson {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private EventJson() {}

    /** The fields of this event. */
    public static JsonObject of(Event event) {
        var json = new JsonObject();
        json.addProperty("event", event.kind().word());
        json.addProperty("time", event.time().truncatedTo(ChronoUnit.MICROS).toString());
        switch (event) {
            case Event.Transferred transferred -> {
                add(json, transferred.actor());
                add(json, "", transferred.file());
                add(json, transferred.movement());
                json.addProperty("complete", transferred.complete());
                add(json, "reason", transferred.reason());
            }
            case Event.Changed changed -> {
                add(json, changed.actor());
                add(json, "", changed.file());
                changed.target().ifPresent(target -> add(json, "target", target));
            }
            case Event.LoggedIn in -> {
                add(json, in.actor());
                add(json, "reason", in.reason());
            }
            case Event.Banned banned -> {
                json.addProperty("network", banned.network());
                json.addProperty(
                        "until", banned.until().truncatedTo(ChronoUnit.SECONDS).toString());
                add(json, "reason", banned.reason());
            }
        }
        return json;
    }

    private static void add(JsonObject json, Actor actor) {
        json.addProperty("session", actor.session());
        json.addProperty("protocol", actor.protocol().word());
        add(json, "tls", actor.tls());
        json.addProperty("client", address(actor.client()));
        json.addProperty("client_port", actor.client().getPort());
        json.addProperty("server", address(actor.server()));
        json.addProperty("server_port", actor.server().getPort());
        json.addProperty("host", actor.host());
        add(json, "user", actor.user());
        add(json, "program", actor.program());
    }

    private static String address(InetSocketAddress address) {
        return InetAddresses.toAddrString(address.getAddress());
    }

    private static void add(JsonObject json, String name, Event.Place place) {
        json.addProperty(name.isEmpty() ? "path" : name, place.path().toString());
        json.addProperty(name.isEmpty() ? "on_disk" : name + "_on_disk", place.onDisk());
    }

    private static void add(JsonObject json, Event.Movement movement) {
        json.addProperty("verb", movement.verb());
        json.addProperty("type", String.valueOf(movement.type()));
        json.addProperty("offset", movement.offset());
        json.addProperty("bytes", movement.bytes());
        if (movement.size() >= 0) {
            json.addProperty("size", movement.size());
        }
        json.addProperty("duration_ms", movement.nanos() / 1_000_000);
        json.addProperty("rate", movement.rate());
        json.addProperty("data_protected", movement.secure());
        add(json, "digest", movement.digest());
    }

    private static void add(JsonObject json, String name, String value) {
        if (!value.isEmpty()) {
            json.addProperty(name, value);
        }
    }

    /**
     * One line of ASCII or UTF-8. A byte of a name that is no text, a lone surrogate to us, is written as its escape
     * (\udc80 to \udcff), which Python's os.fsencode turns into the byte again; in UTF-8 it would be lost. So is what a
     * terminal or a reader of lines would take for more than text.
     */
    public static String line(JsonObject json) {
        String text = GSON.toJson(json);
        for (int i = 0; i < text.length(); i++) {
            if (Escaped.dangerous(text.charAt(i))) {
                return escaped(text);
            }
        }
        return text;
    }

    private static String escaped(String text) {
        var line = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                line.append(c).append(text.charAt(++i));
            } else if (Escaped.dangerous(c)) {
                line.append(String.format("\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
        return line.toString();
    }
}
