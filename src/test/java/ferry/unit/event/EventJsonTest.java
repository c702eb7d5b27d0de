package ferry.unit.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ferry.event.Actor;
import ferry.event.Event;
import ferry.event.EventJson;
import ferry.event.Kind;
import ferry.protocol.NameCoding;
import ferry.protocol.VirtualPath;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Events as JSON. */
final class EventJsonTest {
    private static final Instant TIME = Instant.parse("2026-11-22T10:15:30.123456789Z");
    private static final Actor ACTOR = new Actor(
            "4f",
            Actor.Protocol.FTPS,
            "TLSv1.3",
            new InetSocketAddress("192.0.2.7", 40000),
            new InetSocketAddress("192.0.2.1", 990),
            "files.example",
            "anna",
            "");

    private static Event.Place place(String path) {
        return new Event.Place(VirtualPath.ROOT.resolve(path), "/srv" + path);
    }

    @Test
    void tellsOfATransfer() {
        var movement = new Event.Movement("STOR", 'I', 10, 90, 100, 1_500_000, true, "SHA-256:00ff");
        var event = new Event.Transferred(TIME, Kind.UPLOAD, ACTOR, place("/a b.txt"), movement, "");

        assertEquals("""
                {"event":"upload","time":"2026-11-22T10:15:30.123456Z","session":"4f","protocol":"ftps",\
                "tls":"TLSv1.3","client":"192.0.2.7","client_port":40000,"server":"192.0.2.1","server_port":990,\
                "host":"files.example","user":"anna","path":"/a b.txt","on_disk":"/srv/a b.txt","verb":"STOR",\
                "type":"I","offset":10,"bytes":90,"size":100,"duration_ms":1,"rate":60000,"data_protected":true,\
                "digest":"SHA-256:00ff","complete":true}""", EventJson.line(EventJson.of(event)));
    }

    @Test
    void tellsBothNames() {
        var json = EventJson.of(new Event.Changed(TIME, Kind.RENAME, ACTOR, place("/old"), Optional.of(place("/new"))));

        assertEquals("/old", json.get("path").getAsString());
        assertEquals("/new", json.get("target").getAsString());
        assertEquals("/srv/new", json.get("target_on_disk").getAsString());
    }

    @Test
    void leavesOutWhatNobodyKnows() {
        var movement = new Event.Movement("STOR", 'I', 0, 9, -1, 0, false, "");
        var json =
                EventJson.of(new Event.Transferred(TIME, Kind.UPLOAD_FAILED, ACTOR, place("/a"), movement, "aborted"));

        assertFalse(json.has("size"));
        assertFalse(json.has("digest"));
        assertFalse(json.has("program"));
        assertEquals("aborted", json.get("reason").getAsString());
    }

    @Test
    void tellsOfABan() {
        var event = new Event.Banned(TIME, "192.0.2.0/24", TIME.plusSeconds(60), "too many");

        assertEquals("""
                {"event":"ban","time":"2026-11-22T10:15:30.123456Z","network":"192.0.2.0/24",\
                "until":"2026-11-22T10:16:30Z","reason":"too many"}""", EventJson.line(EventJson.of(event)));
    }

    @Test
    void keepsBytesThatAreNoTextAndStaysOneLine() {
        String name = NameCoding.UTF_8.decode(new byte[] {
            'a', (byte) 0xff, '"', '\n', (byte) 0xf0, (byte) 0x9f, (byte) 0x98, (byte) 0x80, (byte) 0xc2, (byte) 0x85
        });
        var json = EventJson.of(new Event.Changed(TIME, Kind.DELETE, ACTOR, place("/" + name), Optional.empty()));

        String line = EventJson.line(json);
        assertEquals(1, line.lines().count());
        assertEquals("a\\udcff\\\"\\n\ud83d\ude00\\u0085", line.replaceAll(".*\"path\":\"/(.*)\",\"on_disk.*", "$1"));
    }
}
