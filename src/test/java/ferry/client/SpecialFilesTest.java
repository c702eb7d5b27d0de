package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A FIFO in the home, which blocks whoever opens it: no verb does, and the session goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisabledOnOs(OS.WINDOWS)
final class SpecialFilesTest {
    private final FerryServer server = FerryServer.start();

    @BeforeAll
    void makeAFifo() throws Exception {
        server.file("a.txt", "content");
        var process = new ProcessBuilder("mkfifo", server.home().resolve("fifo").toString()).start();
        assertEquals(0, process.waitFor());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SIZE fifo",
                "MDTM fifo",
                "MDTM 20260101000000 fifo",
                "MFMT 20260101000000 fifo",
                "MFF UNIX.mode=0600; fifo",
                "SITE CHMOD 600 fifo",
                "SITE UTIME 202601010000 fifo",
                "HASH fifo",
                "XCRC fifo",
                "XMD5 fifo",
                "XSHA256 fifo",
                "MD5 fifo",
                "MMD5 a.txt, fifo",
                "SITE COPY fifo new",
                "SITE COPY a.txt fifo",
                "SITE CPFR fifo",
                "COMB new fifo a.txt",
                "COMB fifo a.txt",
                "CWD fifo",
                "RMD fifo",
                "RMDA fifo",
                "RETR fifo/a",
                "SMNT fifo"
            })
    void isRefusedAtOnce(String command) {
        try (var client = Dialogue.loggedIn(server)) {
            client.passivePort();

            client.say(command).expect("(202|350|450|5[0-9]{2}) .*"); // 350: what is to be copied is opened by CPTO

            client.say("SITE CPTO new").expect("5[0-9]{2} .*");
            client.say("NOOP").expect("200");
            assertEquals(List.of("a.txt", "fifo"), server.names());
            assertEquals("content", server.content("a.txt"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"STAT fifo", "STAT .", "MLST fifo", "DSIZ", "AVBL fifo", "SITE QUOTA"})
    void isToldOfAtOnce(String command) {
        try (var client = Dialogue.loggedIn(server)) {
            client.say(command).expect("(2[0-9]{2}|550)[ -].*");

            client.say("NOOP").expect("200");
        }
    }

    @Test
    void isRenamedAsItIs() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("RNFR fifo").expect("350");
            client.say("RNTO pipe").expect("250");
            client.say("RNFR pipe").expect("350");
            client.say("RNTO fifo").expect("250");
        }
    }
}
