package ferry.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.net.InetAddresses;
import ferry.client.Eventually;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The sessions that wait for their login: three of them fit here. */
final class LobbyTest {
    private static final InetAddress EVE = InetAddresses.forString("192.0.2.7");
    private static final InetAddress ANNA = InetAddresses.forString("192.0.2.8");
    private static final InetAddress BOB = InetAddresses.forString("192.0.2.9");

    private final Ticks ticks = new Ticks();
    private final Lobby lobby = new Lobby(3, ticks);
    private final List<String> dismissed = new CopyOnWriteArrayList<>();

    private Lobby.Place enter(InetAddress client, String name) {
        ticks.pass(Duration.ofSeconds(1));
        return lobby.enter(client, _ -> dismissed.add(name));
    }

    private void awaitDismissed(String... names) {
        Eventually.holds(
                "the dismissal of " + List.of(names) + ", not " + dismissed, () -> dismissed.equals(List.of(names)));
    }

    @Test
    void hasRoomForOneMoreByTheEndOfTheLongest() {
        enter(EVE, "first");
        enter(ANNA, "second");
        enter(BOB, "third");

        enter(ANNA, "fourth");

        awaitDismissed("first");
        assertEquals(3, lobby.count());
    }

    @Test
    void endsSessionsOfTheSourceThatHasTheMost() {
        enter(ANNA, "anna");
        enter(EVE, "eve 1");
        enter(EVE, "eve 2");

        enter(BOB, "bob");

        awaitDismissed("eve 1");
    }

    @Test
    void endsNobodyWhileThereIsRoom() {
        enter(ANNA, "anna").close();
        for (int i = 0; i < 10; i++) {
            var place = enter(BOB, "bob");
            place.close();
            place.close();
        }
        enter(EVE, "eve 1");
        enter(EVE, "eve 2");
        enter(EVE, "eve 3");

        assertEquals(3, lobby.count());
        assertEquals(List.of(), dismissed);
    }

    @Test
    void makesRoomOfThoseWhoHaveWaitedLong() {
        assertFalse(lobby.makeRoom(0));
        enter(EVE, "eve");
        assertFalse(lobby.makeRoom(Duration.ofSeconds(5).toNanos()));
        ticks.pass(Duration.ofSeconds(6));

        assertTrue(lobby.makeRoom(Duration.ofSeconds(5).toNanos()));

        awaitDismissed("eve");
        assertEquals(0, lobby.count());
    }

    @Test
    void knowsOfRoomThatIsBeingMade() {
        var place = enter(EVE, "eve");
        lobby.dismiss(EVE::equals, "why");
        assertTrue(lobby.makeRoom(0));

        place.close();
        place.close();

        assertFalse(lobby.makeRoom(0));
    }

    @Test
    void endsTheSessionsOfSomeClients() {
        enter(EVE, "eve");
        enter(ANNA, "anna");

        lobby.dismiss(EVE::equals, "why");

        awaitDismissed("eve");
        assertEquals(1, lobby.count());
    }
}
