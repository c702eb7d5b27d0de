package ferry.admin;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import ferry.event.Actor.Protocol;
import ferry.event.Event;
import ferry.event.Events;
import ferry.event.Kind;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What has happened since the start, in numbers. Safe for all threads. */
final class Counters implements Events.Listener {
    private final Map<Kind, LongAdder> kinds = new EnumMap<>(Kind.class);
    private final Map<Protocol, Traffic> uploads = traffic();
    private final Map<Protocol, Traffic> downloads = traffic();

    private record Traffic(LongAdder complete, LongAdder failed, LongAdder bytes) {}

    Counters() {
        for (var kind : Kind.values()) {
            kinds.put(kind, new LongAdder());
        }
    }

    private static Map<Protocol, Traffic> traffic() {
        var traffic = new EnumMap<Protocol, Traffic>(Protocol.class);
        for (var protocol : Protocol.values()) {
            traffic.put(protocol, new Traffic(new LongAdder(), new LongAdder(), new LongAdder()));
        }
        return traffic;
    }

    @Override
    public void heard(Event event) {
        of(event.kind()).increment();
        if (event instanceof Event.Transferred moved) {
            boolean upward = moved.kind() == Kind.UPLOAD || moved.kind() == Kind.UPLOAD_FAILED;
            var byProtocol = upward ? uploads : downloads;
            var traffic = java.util.Objects.requireNonNull(
                    byProtocol.get(moved.actor().protocol()));
            (moved.complete() ? traffic.complete() : traffic.failed()).increment();
            traffic.bytes().add(moved.movement().bytes());
        }
    }

    private LongAdder of(Kind kind) {
        return java.util.Objects.requireNonNull(kinds.get(kind));
    }

    /** Logins that were right and wrong. */
    JsonObject logins() {
        var logins = Json.object();
        logins.addProperty("ok", of(Kind.LOGIN).sum());
        logins.addProperty("failed", of(Kind.LOGIN_FAILED).sum());
        return logins;
    }

    /** Transfers by protocol and direction. */
    JsonArray transfers() {
        var lines = new JsonArray();
        uploads.forEach((protocol, traffic) -> lines.add(line(protocol, "upload", traffic)));
        downloads.forEach((protocol, traffic) -> lines.add(line(protocol, "download", traffic)));
        return lines;
    }

    private static JsonObject line(Protocol protocol, String direction, Traffic traffic) {
        var line = Json.object();
        line.addProperty("protocol", protocol.name().toLowerCase(Locale.ROOT));
        line.addProperty("direction", direction);
        line.addProperty("complete", traffic.complete().sum());
        line.addProperty("failed", traffic.failed().sum());
        line.addProperty("bytes", traffic.bytes().sum());
        return line;
    }
}
