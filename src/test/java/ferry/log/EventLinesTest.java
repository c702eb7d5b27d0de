package ferry.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import ferry.event.Actor;
import ferry.event.Actor.Protocol;
import ferry.event.Event;
import ferry.event.Event.Movement;
import ferry.event.Event.Place;
import ferry.event.EventJson;
import ferry.event.Kind;
import ferry.protocol.Escaped;
import ferry.protocol.VirtualPath;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How an event is written for programs: xferlog and JSON. */
final class EventLinesTest {
    private static final Instant TIME = Instant.parse("2026-03-01T08:05:09.123Z");
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final XferLine XFER = new XferLine(ZONE);

    private static Actor actor(Protocol protocol, String tls, String user) {
        return new Actor(
                "4f1c",
                protocol,
                tls,
                new InetSocketAddress("192.0.2.7", 40_000),
                new InetSocketAddress("198.51.100.1", 21),
                "(default)",
                user,
                "Some Camera");
    }

    private static Place place(String name) {
        return new Place(VirtualPath.ROOT.child(name), "/srv/anna/" + name);
    }

    private static Event.Transferred moved(Kind kind, Actor actor, String name, long nanos, String reason) {
        var movement = new Movement("STOR", 'I', 4, 5_000, 5_004, nanos, true, "sha256:abcd");
        return new Event.Transferred(TIME, kind, actor, place(name), movement, reason);
    }

    private static String xfer(Event event) {
        return XFER.of(event).orElseThrow();
    }

    private static String json(Event event) {
        return EventJson.line(EventJson.of(event));
    }

    @Test
    void writesXferlogAsItsReadersKnowIt() {
        var event = moved(Kind.UPLOAD, actor(Protocol.FTP, "", "anna"), "a.txt", 2_600_000_000L, "");

        assertEquals("Sun Mar  1 09:05:09 2026 3 192.0.2.7 5000 /srv/anna/a.txt b _ i r anna ftp 0 * c", xfer(event));
    }

    @ParameterizedTest
    @CsvSource({
        "DOWNLOAD, FTP, TLSv1.3, anna, '', o r anna ftps 0 * c",
        "DOWNLOAD_FAILED, FTPS, TLSv1.2, anna, aborted, o r anna ftps 0 * i",
        "UPLOAD_FAILED, FTP, '', anonymous, aborted, i a anonymous ftp 0 * i",
        "UPLOAD, LEGACY, '', ferry, '', i g ferry legacy 0 * c"
    })
    void saysHowItWentByLetters(Kind kind, Protocol protocol, String tls, String user, String reason, String end) {
        var event = moved(kind, actor(protocol, tls, user), "a.txt", 1, reason);

        assertEquals("Sun Mar  1 09:05:09 2026 1 192.0.2.7 5000 /srv/anna/a.txt b _ " + end, xfer(event));
    }

    @Test
    void writesDeletionsToXferlogAndNothingElseThatIsNoTransfer() {
        var actor = actor(Protocol.FTP, "", "anna");
        var deleted = new Event.Changed(TIME, Kind.DELETE, actor, place("a.txt"), Optional.empty());
        var renamed = new Event.Changed(TIME, Kind.RENAME, actor, place("a.txt"), Optional.of(place("b.txt")));

        assertEquals("Sun Mar  1 09:05:09 2026 0 192.0.2.7 0 /srv/anna/a.txt b _ d r anna ftp 0 * c", xfer(deleted));
        assertEquals(Optional.empty(), XFER.of(renamed));
        assertEquals(Optional.empty(), XFER.of(new Event.LoggedIn(TIME, Kind.LOGIN, actor, "")));
        assertEquals(Optional.empty(), XFER.of(new Event.Banned(TIME, "192.0.2.7", TIME, "")));
    }

    /** Blanks of all kinds, line ends of all kinds, control characters of all kinds; U+DC8D is the byte 8D alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                " ", "\n", "\r", "\t", "\u001b", "\u007f", "\u0085", "\u009b", "\u00a0", "\u2028", "\u3000", "\u202e",
                "\udc8d", "\udca0"
            })
    void letsNoNameForgeAFieldOrALine(String evil) {
        var event = moved(Kind.UPLOAD, actor(Protocol.FTP, "", "an" + evil + "na"), "a" + evil + "b", 1, "");

        assertEquals("Sun Mar  1 09:05:09 2026 1 192.0.2.7 5000 /srv/anna/a_b b _ i r an_na ftp 0 * c", xfer(event));
        String json = json(event);
        assertTrue(json.codePoints().noneMatch(c -> c < 0x10000 && Escaped.dangerous((char) c)), json);
        var read = JsonParser.parseString(json).getAsJsonObject();
        assertEquals("/a" + evil + "b", read.get("path").getAsString());
        assertEquals("an" + evil + "na", read.get("user").getAsString());
    }

    @Test
    void keepsOtherNamesAsTheyAre() {
        var event = moved(Kind.UPLOAD, actor(Protocol.FTP, "", "anna"), "\u6587\ud83d\ude00\udcff.txt", 1, "");

        assertTrue(xfer(event).contains(" /srv/anna/\u6587\ud83d\ude00\udcff.txt b "), xfer(event));
        assertTrue(json(event).contains("\"path\":\"/\u6587\ud83d\ude00\\udcff.txt\""), json(event));
    }
}
