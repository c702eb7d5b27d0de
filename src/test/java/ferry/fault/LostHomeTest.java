package ferry.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import ferry.client.Dialogue;
import ferry.client.Eventually;
import ferry.client.FerryServer;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A home that goes away under its users, as a disk does that is unmounted, and clients that go away under an upload. */
@Timeout(60)
final class LostHomeTest {
    @Test
    void answersAndGoesOnWhenTheHomeIsThereAgain() throws IOException {
        try (var server = FerryServer.start();
                var client = Dialogue.image(server);
                var data = client.passive()) {
            client.say("STOR a.bin").expect("150");
            data.getOutputStream().write(new byte[100_000]);
            client.awaitMoved(100_000);

            MoreFiles.deleteRecursively(server.home(), RecursiveDeleteOption.ALLOW_INSECURE);
            data.getOutputStream().write(new byte[100_000]);
            data.shutdownOutput();

            String reply = client.read();
            assertTrue(reply.matches("(?s)(451|55[03]).*"), reply);
            client.say("MKD d").expect("550");
            client.say("SIZE a.bin").expect("550");
            Files.createDirectory(server.home());
            client.transmit("STOR b.bin", "content").expect("226");
            assertEquals("content", server.content("b.bin"));
        }
    }

    @Test
    void refusesLoginsWithoutAHome() throws IOException {
        try (var server = FerryServer.start(FerryServer.user("other", "homedirectory=gone/other"));
                var client = new Dialogue(server)) {
            client.say("USER other").expect("331");
            client.say("PASS ferry").expect("530");
            client.login();
        }
    }

    @Test
    void publishesNothingOfClientsThatAreReset() throws IOException {
        try (var server = FerryServer.start()) {
            for (int i = 0; i < 10; i++) {
                try (var client = Dialogue.image(server);
                        var data = client.passive()) {
                    client.say("STOR f" + i).expect("150");
                    data.getOutputStream().write(new byte[50_000 * i]);
                    client.socket().setSoLinger(true, 0);
                    data.setSoLinger(true, 0);
                }
            }
            Eventually.holds("all sessions to end", () -> server.daemon().connections() == 0);
            assertTrue(server.names().stream().allMatch(name -> name.startsWith(".ferry-part-")));
        }
    }
}
