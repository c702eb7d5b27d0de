package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.event.Event;
import ferry.event.Events;
import ferry.event.Kind;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Listeners of other jars, which META-INF/services names. */
final class HookListenerTest {
    private static final List<Kind> HEARD = new CopyOnWriteArrayList<>();
    private static final List<String> ENDS = new CopyOnWriteArrayList<>();
    private static volatile CountDownLatch gate = new CountDownLatch(0);

    /** Writes down what it hears. */
    public static final class Recorder implements Events.Listener, AutoCloseable {
        @Override
        public void heard(Event event) {
            HEARD.add(event.kind());
        }

        @Override
        public void close() {
            ENDS.add("recorder");
        }
    }

    /** Waits before it fails. */
    public static final class Slow implements Events.Listener {
        @Override
        public void heard(Event event) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            throw new IllegalStateException("a listener with a fault");
        }
    }

    @BeforeEach
    void forget() {
        HEARD.clear();
        ENDS.clear();
        gate = new CountDownLatch(0);
    }

    private static String named(Class<?>... types) {
        return "hooks.listeners="
                + String.join(",", List.of(types).stream().map(Class::getName).toList());
    }

    @Test
    void hearWhatHappensAndAreClosedAtTheEnd() {
        try (var server = FerryServer.start(named(Recorder.class));
                var client = Dialogue.image(server)) {
            client.transmit("STOR a.txt", "content").expect("226");
            Eventually.holds("events", () -> HEARD.equals(List.of(Kind.LOGIN, Kind.UPLOAD)));
        }
        assertEquals(List.of("recorder"), ENDS);
        assertTrue(HEARD.contains(Kind.LOGOUT), HEARD::toString); // what happened last was heard as well
    }

    @Test
    void areNotMadeUnlessTheyAreNamed() {
        try (var server = FerryServer.start();
                var client = Dialogue.image(server)) {
            client.transmit("STOR a.txt", "content").expect("226");
        }
        assertEquals(List.of(), HEARD);
    }

    @Test
    void holdNobodyUpAndHarmNobody() {
        gate = new CountDownLatch(1);
        try (var log = new LogLines("ferry.hook");
                var server = FerryServer.start(named(Slow.class, Recorder.class));
                var client = Dialogue.image(server)) {
            client.transmit("STOR a.txt", "content").expect("226");
            Eventually.holds("events", () -> HEARD.contains(Kind.UPLOAD));
            gate.countDown();
            log.await("Slow failed at the event upload");
        }
    }

    @Test
    void comeAndGoWithAReload() throws Exception {
        try (var server = FerryServer.start();
                var client = Dialogue.image(server)) {
            server.reload(named(Recorder.class));
            client.transmit("STOR a.txt", "content").expect("226");
            Eventually.holds("events", () -> HEARD.contains(Kind.UPLOAD));
            server.reload();
            Eventually.holds("the end", () -> ENDS.equals(List.of("recorder")));
        }
    }

    @Test
    void areFaultsWhenTheyAreNotThere() {
        var fault = assertThrows(
                IllegalArgumentException.class,
                () -> FerryServer.start("hooks.listeners=ferry.client.HookListenerTest$Recoder"));

        assertTrue(
                String.valueOf(fault.getCause()).contains("did you mean \"ferry.client.HookListenerTest$Recorder\"?"),
                fault::toString);
    }
}
