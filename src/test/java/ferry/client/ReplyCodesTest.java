package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check of all replies of all tests against the table of reply codes: that it listens, and that it finds. */
final class ReplyCodesTest {
    private final FerryServer server = FerryServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void hearsEveryReplyOfADialogue() {
        long before = ReplyCheck.recorder().replies();

        try (var client = Dialogue.image(server)) {
            server.file("a.txt", "1");
            client.receive("RETR a.txt");
            client.say("XYZZY").expect("500");
            client.say("QUIT").expect("221");
            assertTrue(client.closed());
        }

        // 220, 331, 230, 200, 229, 150, 226, 500, 221; what is logged after the write may be late
        Eventually.holds("nine replies", () -> ReplyCheck.recorder().replies() >= before + 9);
        assertTrue(ReplyCheck.recorder()
                .seen()
                .containsAll(List.of("- 220", "PASS 230", "EPSV 229", "RETR 150", "RETR 226", "? 500", "QUIT 221")));
    }

    @Test
    void findsRepliesThatTheTableDoesNotHave() {
        var recorder = recorder("- || 220 ||\nUSER || 331 ||\nPASS || 230 ||\nSITE || 500 ||\nSITE HELP || 200 ||\n");
        try (var client = Dialogue.loggedIn(server)) {
            client.say("NOOP").expect("200");
            client.say("SITE HELP").expect("214");
            client.say("QUIT").expect("221");

            Eventually.holds("all replies", () -> recorder.replies() >= 6);
        } finally {
            remove(recorder);
        }

        var wrong = recorder.takeWrong();
        assertEquals(3, wrong.size(), wrong::toString);
        assertTrue(wrong.get(0).startsWith("NOOP got 200 Still here in a test of this"), wrong::toString);
        assertTrue(wrong.get(1).startsWith("SITE HELP got 214 "), wrong::toString);
        assertTrue(wrong.get(2).startsWith("QUIT got 221 "), wrong::toString);
        assertTrue(recorder.takeWrong().isEmpty());
    }

    @Test
    void takesAMarkForWhatItIs() {
        var recorder = recorder("- || 220 ||\nUSER || 331 ||\nPASS || 230 ||\nEPSV || 229 ||\nLIST || 226 ||\n");
        try (var client = Dialogue.loggedIn(server)) {
            client.receive("LIST");
            Eventually.holds("all replies", () -> recorder.replies() >= 6);
        } finally {
            remove(recorder);
        }

        var wrong = recorder.takeWrong();
        assertEquals(1, wrong.size(), wrong::toString);
        assertTrue(wrong.getFirst().startsWith("LIST got 150 "), wrong::toString);
    }

    @Test
    void goesOnWhenTheLogIsConfiguredAnew() {
        Configurator.reconfigure();
        long before = ReplyCheck.recorder().replies();

        try (var client = new Dialogue(server)) {
            client.say("NOOP").expect("200");
        }

        Eventually.holds("two replies", () -> ReplyCheck.recorder().replies() >= before + 2);
    }

    @Test
    void allows421AtAnyTime() {
        assertTrue(ReplyTable.read().allows("NOOP", 421));
        assertFalse(ReplyTable.read().allows("NOOP", 550));
        assertFalse(ReplyTable.read().allows("NOSUCH", 200));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"NOOP || 200 | 501 |", "NOOP || 200 || why", "NOOP | 200", "NOOP || 200 ||\nNOOP || 200 ||"})
    void refusesATableWithoutReasons(String text) {
        assertThrows(RuntimeException.class, () -> ReplyTable.of(text));
    }

    private static ReplyRecorder recorder(String table) {
        var recorder = new ReplyRecorder(ReplyTable.of(table));
        recorder.test("a test of this");
        ((LoggerContext) LogManager.getContext(false)).getConfiguration().addFilter(recorder);
        return recorder;
    }

    private static void remove(ReplyRecorder recorder) {
        ((LoggerContext) LogManager.getContext(false)).getConfiguration().removeFilter(recorder);
    }
}
