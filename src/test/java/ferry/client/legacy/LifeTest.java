package ferry.client.legacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.Eventually;
import ferry.client.FerryServer;
import ferry.client.LogLines;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is served, and for how long. */
final class LifeTest {
    @Test
    void closesAfterExit() {
        try (var server = FerryServer.start();
                var client = new LegacyClient(server)) {
            client.say("exit");

            assertTrue(client.closed());
        }
    }

    @Test
    void closesWhenTheClientDoes() {
        try (var server = FerryServer.start();
                var client = new LegacyClient(server)) {
            client.say("paths").expect("/");

            client.finish();

            assertTrue(client.closed());
        }
    }

    @Test
    void closesAConnectionThatIsSilentForTooLong() {
        try (var server = FerryServer.start("idle-timeout=200ms");
                var client = new LegacyClient(server)) {
            client.say("paths").expect("/");

            assertTrue(client.closed());
        }
    }

    @Test
    void prefersTheIdleTimeOfTheUser() {
        try (var server = FerryServer.start(List.of("ftpserver.user.ferry.idletime=1"));
                var client = new LegacyClient(server)) {
            assertTrue(client.closed());
        }
    }

    @Test
    void refusesWithoutAWordWhenThereAreTooMany() {
        try (var server = FerryServer.start("max-sessions-per-address=1");
                var first = new LegacyClient(server)) {
            first.say("paths").expect("/");

            try (var second = new LegacyClient(server)) {
                assertTrue(second.closed());
            }
            first.say("paths").expect("/");
        }
    }

    @Test
    void keepsTheLimitsOfTheUser() {
        try (var server = FerryServer.start(List.of("ftpserver.user.ferry.maxloginnumber=1"));
                var first = new LegacyClient(server)) {
            first.say("paths").expect("/");

            try (var second = new LegacyClient(server)) {
                assertTrue(second.closed());
            }
            first.say("exit");
            assertTrue(first.closed());
            Eventually.holds("both connections end", () -> server.daemon().connections() == 0);
            try (var third = new LegacyClient(server)) {
                third.say("paths").expect("/");
            }
        }
    }

    @Test
    void refusesAnAddressThatTheUserMayNotUse() {
        try (var server = FerryServer.start(List.of("ftpserver.user.ferry.allow-from=192.0.2.1"));
                var client = new LegacyClient(server)) {
            assertTrue(client.closed());
        }
    }

    @Test
    void doesNotListenWithoutItsUser() {
        try (var log = new LogLines("ferry.Listeners");
                var server = FerryServer.start("legacy.user=nobody")) {
            assertEquals(List.of(), server.daemon().legacy());
            log.await("\"nobody\"");
        }
    }

    @Test
    void doesNotListenForADisabledUser() {
        try (var server = FerryServer.start(List.of("ftpserver.user.ferry.enableflag=false"))) {
            assertEquals(List.of(), server.daemon().legacy());
        }
    }

    @Test
    void actsAsTheConfiguredUser() {
        var users = FerryServer.user("other", "writepermission=false");
        try (var server = FerryServer.start(users, "legacy.user=other");
                var client = new LegacyClient(server)) {
            server.file("of ferry", "");

            client.say("dirs").expect(" ").expectNothing();
        }
    }

    @Test
    void leavesFilesAloneThatFtpStoresDirectly() {
        try (var server = FerryServer.start("upload.mode=direct");
                var client = new LegacyClient(server)) {
            server.file("a.txt", "before");
            String header = LegacyClient.header("a.txt", "content", LegacyClient.md5("other"), "\"ack\": true");

            client.say("post").send(LegacyClient.frame(header, "content")).frame();

            assertEquals("before", server.content("a.txt"));
        }
    }

    @Test
    void cutsAClientThatDoesNotReadItsAnswers() {
        try (var server = FerryServer.start("stall-timeout=200ms");
                var client = new LegacyClient(server);
                var log = new LogLines("ferry.legacy.Wire")) {
            Thread.ofVirtual().start(() -> flood(client));

            log.await("does not read its answers");
            Eventually.holds("the connection ends", () -> server.daemon().connections() == 0);
        }
    }

    private static void flood(LegacyClient client) {
        try {
            while (true) {
                client.say("echo ".repeat(10_000) + '\n');
            }
        } catch (UncheckedIOException e) {
            assertEquals(true, e.getCause() != null); // cut, as it must be
        }
    }

    @Test
    void cutsAClientThatDoesNotReadItsFile() {
        try (var server = FerryServer.start("stall-timeout=200ms");
                var client = new LegacyClient(server);
                var log = new LogLines("ferry.command.Failures")) {
            server.file("large", "x".repeat(20_000_000));

            client.say("get large");

            log.await("ended early: stalled");
            Eventually.holds("the connection ends", () -> server.daemon().connections() == 0);
        }
    }

    @Test
    void servesOthersWhileManyClientsDoNotRead() {
        var stalled = new ArrayList<LegacyClient>();
        try (var server = FerryServer.start()) {
            server.file("large", "x".repeat(20_000_000));
            server.file("small", "content");
            for (int i = 0; i < 100; i++) {
                stalled.add(new LegacyClient(server).say("get large"));
            }
            stalled.forEach(client -> client.expectLength());

            try (var client = new LegacyClient(server)) {
                assertEquals("content", client.say("get small").frame().body());
            }
        } finally {
            stalled.forEach(LegacyClient::close);
        }
    }

    @Test
    void endsIdleConnectionsWhenTheDaemonEnds() {
        try (var server = FerryServer.start("shutdown-grace=1h");
                var client = new LegacyClient(server)) {
            client.say("paths").expect("/");

            server.daemon().close();

            assertTrue(client.closed());
        }
    }

    @Test
    void letsATransferEndWhenTheDaemonEnds() throws InterruptedException {
        String content = "x".repeat(20_000_000);
        try (var server = FerryServer.start("shutdown-grace=1h");
                var client = new LegacyClient(server);
                var log = new LogLines("ferry.command.Dispatcher")) {
            server.file("large", content);
            client.say("get large");
            log.await("get large");

            var end = Thread.ofVirtual().start(() -> server.daemon().close());

            assertEquals(content, client.frame().body());
            assertTrue(client.closed());
            end.join();
        }
    }

    @Test
    void cutsATransferThatTakesTooLongWhenTheDaemonEnds() {
        try (var server = FerryServer.start("shutdown-grace=100ms");
                var client = new LegacyClient(server);
                var log = new LogLines("ferry.command.Dispatcher")) {
            server.file("large", "x".repeat(20_000_000));
            client.say("get large");
            log.await("get large");

            server.daemon().close();

            assertEquals(0, server.daemon().connections());
        }
    }
}
