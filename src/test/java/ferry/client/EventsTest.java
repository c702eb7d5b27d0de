package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.event.Actor;
import ferry.event.Event;
import ferry.event.Events;
import ferry.event.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stream of events: each thing that happens is told once, after it has happened. */
final class EventsTest {
    private final FerryServer server = FerryServer.start("ban.failures=2", "trusted-addresses=", "data-timeout=300ms");
    private final List<Event> heard = Collections.synchronizedList(new ArrayList<>());
    private final Events.Listener listener = heard::add;

    @BeforeEach
    void listen() {
        server.daemon().events().add(listener);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<Kind> kinds() {
        synchronized (heard) {
            return heard.stream().map(Event::kind).toList();
        }
    }

    private <T extends Event> T only(Kind kind, Class<T> type) {
        synchronized (heard) {
            var found = heard.stream().filter(event -> event.kind() == kind).toList();
            assertEquals(1, found.size(), () -> kind + " among " + kinds());
            return assertInstanceOf(type, found.getFirst());
        }
    }

    private Event.Transferred transferred(Kind kind) {
        return only(kind, Event.Transferred.class);
    }

    private Event.Changed changed(Kind kind) {
        return only(kind, Event.Changed.class);
    }

    @Test
    void tellsOfAnUploadWhenTheFileHasItsName() {
        var names = new ArrayList<String>();
        server.daemon().events().add(event -> {
            if (event.kind() == Kind.UPLOAD) {
                names.addAll(server.names());
            }
        });
        try (var client = Dialogue.image(server)) {
            client.say("CLNT Some Camera").expect("200");
            client.transmit("STOR a.txt", "twelve bytes").expect("226");

            var event = transferred(Kind.UPLOAD);
            assertEquals(List.of("a.txt"), names);
            assertTrue(event.complete());
            assertEquals("/a.txt", event.file().path().toString());
            assertEquals(server.home().resolve("a.txt"), Path.of(event.file().onDisk()));
            assertEquals("STOR", event.movement().verb());
            assertEquals('I', event.movement().type());
            assertEquals(12, event.movement().bytes());
            assertEquals(12, event.movement().size());
            assertEquals("ferry", event.actor().user());
            assertEquals("Some Camera", event.actor().program());
            assertEquals(Actor.Protocol.FTP, event.actor().protocol());
            assertEquals(client.socket().getLocalPort(), event.actor().client().getPort());
        }
    }

    @Test
    void tellsWhichPartOfAFileWasResumed() {
        server.file("a.txt", "0123456789");
        try (var client = Dialogue.image(server)) {
            client.say("REST 4").expect("350");
            client.transmit("STOR a.txt", "abc").expect("226");
            client.say("REST 5").expect("350");
            client.receive("RETR a.txt");
        }
        var up = transferred(Kind.UPLOAD).movement();
        assertEquals(List.of(4L, 3L, 7L), List.of(up.offset(), up.bytes(), up.size()));
        var down = transferred(Kind.DOWNLOAD).movement();
        assertEquals(List.of(5L, 2L, 7L), List.of(down.offset(), down.bytes(), down.size()));
    }

    @Test
    void tellsOfABrokenUploadAndNotOfAFile() {
        try (var client = Dialogue.image(server)) {
            client.transmitAndBreak("STOR a.txt", "some bytes").expect("426");
        }
        var event = transferred(Kind.UPLOAD_FAILED);
        assertEquals("data connection broken", event.reason());
        assertEquals(-1, event.movement().size());
        assertTrue(kinds().stream().noneMatch(kind -> kind == Kind.UPLOAD), kinds()::toString);
    }

    @Test
    void tellsThatNobodyCameForADownload() {
        server.file("a.txt", "content");
        try (var client = Dialogue.image(server)) {
            client.say("EPSV").expect("229");
            client.say("RETR a.txt").expect("150");
            client.expect("425");
        }
        assertEquals("no data connection", transferred(Kind.DOWNLOAD_FAILED).reason());
    }

    @Test
    void tellsOfNothingThatWasRefusedBeforeItBegan() {
        try (var client = Dialogue.image(server)) {
            client.say("EPSV").expect("229");
            client.say("RETR missing").expect("550");
            client.say("DELE missing").expect("550");
            client.say("MKD missing/folder").expect("550");
        }
        Eventually.holds("the logout", () -> kinds().contains(Kind.LOGOUT));
        assertEquals(List.of(Kind.LOGIN, Kind.LOGOUT), kinds());
    }

    @Test
    void tellsOfEveryChange() {
        server.file("a", "1");
        server.file("b", "2");
        try (var client = Dialogue.image(server)) {
            client.say("MKD folder").expect("257");
            client.say("RNFR a").expect("350");
            client.say("RNTO folder/c").expect("250");
            client.say("SITE COPY folder/c d").expect("250");
            client.say("SITE SYMLINK b link").expect("200");
            client.say("DELE link").expect("250");
            client.say("COMB d b").expect("250");
            client.say("RMDA folder").expect("250");
        }
        Eventually.holds("the logout", () -> kinds().contains(Kind.LOGOUT));
        assertEquals(
                List.of(
                        Kind.LOGIN,
                        Kind.MKDIR,
                        Kind.RENAME,
                        Kind.COPY,
                        Kind.LINK,
                        Kind.DELETE,
                        Kind.COMBINE,
                        Kind.RMDIR,
                        Kind.LOGOUT),
                kinds());
        var rename = changed(Kind.RENAME);
        assertEquals("/a", rename.file().path().toString());
        assertEquals("/folder/c", rename.target().orElseThrow().path().toString());
        assertEquals("/link", changed(Kind.DELETE).file().path().toString());
        assertEquals("/b", changed(Kind.COMBINE).file().path().toString());
    }

    @Test
    void tellsOfWrongPasswordsAndOfTheBanBehindThem() {
        try (var client = new Dialogue(server)) {
            client.say("USER nobody").expect("331");
            client.say("PASS wrong").expect("530");
            client.say("USER nobody").expect("331");
            client.say("PASS wrong").expect("421");
        }
        Eventually.holds("the second failure, behind the ban", () -> kinds().size() == 3);
        assertEquals(List.of(Kind.LOGIN_FAILED, Kind.BAN, Kind.LOGIN_FAILED), kinds());
        assertEquals("nobody", ((Event.LoggedIn) heard.getFirst()).actor().user());
        assertTrue(only(Kind.BAN, Event.Banned.class).network().startsWith("127.0.0.1"));
    }

    @Test
    void servesOnWhenAListenerFails() throws IOException {
        server.daemon().events().remove(listener);
        server.daemon().events().add(_ -> {
            throw new IllegalStateException("a listener with a fault");
        });
        server.daemon().events().add(listener);
        try (var client = Dialogue.image(server)) {
            client.transmit("STOR a.txt", "content").expect("226");
        }
        assertEquals("content", server.content("a.txt"));
        assertTrue(Files.exists(server.home().resolve("a.txt")));
        assertEquals(Kind.UPLOAD, transferred(Kind.UPLOAD).kind());
    }
}
