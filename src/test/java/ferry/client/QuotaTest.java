package ferry.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** quota-bytes and quota-files of the users file. */
final class QuotaTest {
    private final FerryServer server = FerryServer.start(users());
    private final Dialogue client = as("limited");

    private static List<String> users() {
        var users = new ArrayList<>(user("limited", "home", "quota-bytes=1000"));
        users.addAll(user("wide", "home", "quota-bytes=200000"));
        users.addAll(user("few", "home", "quota-files=3"));
        users.addAll(user("below", "home/below", "quota-bytes=500"));
        users.addAll(user("boss", "home", "admin=true"));
        return users;
    }

    private static List<String> user(String name, String home, String... more) {
        var attributes = new ArrayList<>(List.of("homedirectory=" + home, "writepermission=true"));
        attributes.addAll(List.of(more));
        return FerryServer.user(name, attributes.toArray(String[]::new));
    }

    private Dialogue as(String user) {
        var dialogue = new Dialogue(server).login(user);
        dialogue.say("TYPE I").expect("200");
        return dialogue;
    }

    private static String bytes(int count) {
        return "x".repeat(count);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    // ---- bytes

    @Test
    void letsStoreAsMuchAsItSays() {
        client.transmit("STOR a", bytes(400)).expect("226");
        client.transmit("APPE a", bytes(300)).expect("226");
        client.transmit("STOU", bytes(300)).expect("226");

        assertEquals(bytes(700), server.content("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOR b", "STOU", "APPE a", "APPE b"})
    void endsAnUploadThatIsTooMuchAndLeavesNothingOfIt(String command) {
        client.transmit("STOR a", bytes(400)).expect("226");

        client.transmit(command, bytes(601)).expect("552 The quota is used up");

        assertEquals(List.of("a"), server.names());
        assertEquals(bytes(400), server.content("a"));
        client.transmit("STOR b", bytes(600)).expect("226");
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOR b", "STOU", "APPE a", "APPE b", "SITE COPY a b"})
    void refusesAnUploadWhenNothingIsLeft(String command) {
        server.file("a", bytes(1000));
        client.passivePort();

        client.say(command).expect("552");

        assertEquals(List.of("a"), server.names());
    }

    @Test
    void countsWhatAnUploadReplacesAsGone() {
        client.transmit("STOR a", bytes(1000)).expect("226");

        client.transmit("STOR a", "y".repeat(1000)).expect("226");
        client.transmit("STOR a", bytes(1001)).expect("552");

        assertEquals("y".repeat(1000), server.content("a"));
        client.transmit("STOR a", "z").expect("226");
        client.transmit("STOR b", bytes(999)).expect("226");
    }

    @Test
    void countsLessAndNotMoreInAHomeThatHasTooMuch() {
        server.file("a", bytes(3000));

        client.transmit("STOR a", bytes(3001)).expect("552");
        client.transmit("STOR a", bytes(2000)).expect("226");
        client.passivePort();
        client.say("STOR b").expect("552");
    }

    @Test
    void countsWhatABrokenUploadLeft() {
        client.transmitAndBreak("STOR a", bytes(600)).expect("426");

        client.transmit("STOR b", bytes(401)).expect("552");
        client.transmit("STOR b", bytes(400)).expect("226");
        client.say("REST 600").expect("350");
        client.passivePort();
        client.say("STOR a").expect("552");

        client.say("DELE b").expect("250");
        client.say("REST 600").expect("350");
        client.transmit("STOR a", bytes(400)).expect("226");
        assertEquals(bytes(1000), server.content("a"));
    }

    @Test
    void letsTwoUploadsNotBothHaveTheLastBytes() throws IOException {
        try (var wide = as("wide");
                var other = as("wide");
                var one = wide.passive();
                var two = other.passive()) {
            wide.say("STOR one").expect("150");
            other.say("STOR two").expect("150");
            one.getOutputStream().write(new byte[120_000]);
            wide.awaitMoved(120_000);

            two.getOutputStream().write(new byte[120_000]);
            other.expect("552");

            one.shutdownOutput();
            wide.expect("226");
            assertEquals(List.of("one"), server.names());
        }
    }

    @Test
    void looksAgainWhatAnUploadReplacesWhenItIsComplete() throws IOException {
        client.transmit("STOR a", bytes(1000)).expect("226");
        try (var other = as("limited");
                var data = client.passive()) {
            client.say("STOR a").expect("150");
            data.getOutputStream().write(new byte[1000]);
            client.awaitMoved(1000);
            other.say("DELE a").expect("250");

            data.getOutputStream().write(new byte[500]);
            data.shutdownOutput();
            client.expect("552");

            assertEquals(List.of(), server.names());
        }
    }

    @Test
    void countsWhatComesOutOfModeZ() {
        var deflater = new Deflater();
        deflater.setInput(new byte[100_000]);
        deflater.finish();
        byte[] packed = new byte[900];
        int length = deflater.deflate(packed);
        deflater.end();
        client.say("MODE Z").expect("200");

        client.transmit("STOR a", Arrays.copyOf(packed, length)).expect("552");

        assertEquals(List.of(), server.names());
    }

    @Test
    void freesWhatIsDeletedAndRenamed() {
        client.say("MKD d").expect("257");
        client.transmit("STOR d/a", bytes(300)).expect("226");
        client.transmit("STOR b", bytes(300)).expect("226");
        client.transmit("STOR c", bytes(300)).expect("226");

        client.say("RNFR b").expect("350");
        client.say("RNTO c").expect("250"); // replaces it
        client.say("SITE RMDIR d").expect("250");

        client.transmit("STOR e", bytes(701)).expect("552");
        client.transmit("STOR e", bytes(700)).expect("226");
    }

    @Test
    void countsCopiesAndCombinations() {
        client.transmit("STOR a", bytes(500)).expect("226");
        client.say("SITE COPY a b").expect("250");
        client.say("SITE COPY a c").expect("552");

        client.say("COMB a b").expect("250"); // net, this adds nothing

        assertEquals(List.of("a"), server.names());
        assertEquals(bytes(1000), server.content("a"));
        client.say("AVBL").expect("213 0");
    }

    @Test
    void countsOfPartsThatAreLinksOnlyTheLinksAsGone() {
        client.transmit("STOR a", bytes(600)).expect("226");
        client.say("SITE SYMLINK a l").expect("200");

        client.say("COMB b l").expect("552");

        assertEquals(List.of("a", "l"), server.names());
        client.transmit("STOR c", bytes(400)).expect("226");
    }

    @Test
    void keepsNothingOfABrokenUploadThatHasRoomOnlyInPlaceOfTheOldFile() {
        client.transmit("STOR a", bytes(900)).expect("226");

        client.transmitAndBreak("STOR a", "y".repeat(500)).expect("426");

        assertEquals(List.of("a"), server.names());
        assertEquals(bytes(900), server.content("a"));
        client.transmit("STOR b", bytes(100)).expect("226");
    }

    @Test
    void holdsInDirectMode() {
        try (var other = FerryServer.start(users(), "upload.mode=direct");
                var direct = new Dialogue(other).login("limited")) {
            direct.transmit("STOR a", bytes(900)).expect("226");

            direct.transmit("STOR b", bytes(101)).expect("552");
            direct.transmit("APPE a", bytes(101)).expect("552");
            assertEquals(List.of("a"), other.names());
            assertEquals(bytes(900), other.content("a"));
            direct.transmit("STOR a", bytes(1000)).expect("226");
        }
    }

    // ---- whose bytes

    @Test
    void countsWhatOthersStoreInTheSameHome() {
        try (var boss = as("boss")) {
            client.transmit("STOR a", bytes(400)).expect("226");
            boss.transmit("STOR b", bytes(500)).expect("226"); // has no quota

            client.transmit("STOR c", bytes(101)).expect("552");
        }
    }

    @Test
    void countsNestedHomesInBoth() throws IOException {
        Files.createDirectory(server.home().resolve("below"));
        try (var below = as("below")) {
            client.transmit("STOR a", bytes(300)).expect("226");
            below.transmit("STOR b", bytes(400)).expect("226");

            client.transmit("STOR c", bytes(301)).expect("552");
            client.transmit("STOR below/c", bytes(300)).expect("226"); // the home below is above its own quota by this

            below.passivePort();
            below.say("STOR d").expect("552");
        }
    }

    @Test
    void noticesWhatOtherProgramsDelete() throws IOException {
        client.transmit("STOR a", bytes(1000)).expect("226");
        client.passivePort();
        client.say("STOR b").expect("552");

        Files.delete(server.home().resolve("a"));

        Eventually.holds(
                "the room to be seen", () -> client.say("AVBL").expect("213").equals("213 1000"));
        client.transmit("STOR b", bytes(1000)).expect("226");
    }

    // ---- files

    @Test
    void countsFilesFoldersAndLinks() throws IOException {
        try (var few = as("few")) {
            few.say("MKD d").expect("257");
            few.transmit("STOR d/a", "x").expect("226");
            few.say("SITE SYMLINK d/a b").expect("200");

            few.say("MKD e").expect("550 The quota is used up");
            few.say("SITE MKDIR e").expect("550");
            few.say("SITE SYMLINK d/a c").expect("550");
            few.passivePort();
            few.say("STOR c").expect("552");

            few.transmit("STOR d/a", "y").expect("226"); // replaces
            few.say("DELE b").expect("250");
            few.say("MKD e").expect("257");
            assertFalse(Files.exists(server.home().resolve("c")));
        }
    }

    // ---- what is told

    @Test
    void tellsHowMuchIsLeft() {
        client.transmit("STOR a", bytes(600)).expect("226");

        client.say("AVBL").expect("213 400");
        client.say("ALLO 400").expect("200");
        client.say("ALLO 401").expect("452");
        client.say("SITE QUOTA").expect("""
                211-Home of limited
                 Used: 600 of 1000 bytes, 1 of no limit files and folders
                 Free on the disk: [0-9]+ bytes
                 Left by the quota: 400 bytes
                211 End""");
        client.say("STAT").expect("211-.*\n Quota: 600 of 1000 bytes, 1 of no limit files and folders\n.*");
    }

    @Test
    void tellsAdministratorsOfOthers() {
        server.file("a", bytes(7));
        try (var boss = as("boss")) {
            boss.say("SITE QUOTA few").expect("211-.*\n Used: 7 of no limit bytes, 1 of 3 files and folders\n.*");
            boss.say("SITE QUOTA").expect("211-.*\n No quota limits it\n.*");
            client.say("SITE QUOTA few").expect("550");
        }
    }

    @Test
    void leavesFilesAsTheyWere() {
        byte[] content = bytes(1000).getBytes(StandardCharsets.US_ASCII);
        client.transmit("STOR a", content).expect("226");

        assertArrayEquals(content, client.receive("RETR a"));
    }
}
