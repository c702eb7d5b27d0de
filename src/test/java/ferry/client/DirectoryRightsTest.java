package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rights that differ from folder to folder: the attribute {@code rights}. */
final class DirectoryRightsTest {
    private final FerryServer server = FerryServer.start(FerryServer.user(
            "guest",
            "homedirectory=home",
            "permissions=none",
            "rights=/**/private/**:none; /pub/**:list,read; /work/locked.txt:list,read;"
                    + " /work/**:all; /in/**:write,mkdir; /out:none; /out/**:read; /deep/*/open/**:list; /:list"));
    private final Dialogue client = new Dialogue(server);

    @BeforeEach
    void makeFiles() throws IOException {
        for (String folder : List.of(
                "pub/private",
                "pub/sub",
                "work/private",
                "work/a/b",
                "in",
                "out",
                "deep/x/open",
                "deep/shut",
                "shut")) {
            Files.createDirectories(server.home().resolve(folder));
        }
        for (String file :
                List.of("pub/f", "pub/private/f", "work/f", "work/locked.txt", "work/a/b/f", "in/f", "out/f")) {
            server.file(file, "content of " + file);
        }
        client.login("guest").say("TYPE I").expect("200");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private String perm(String path) {
        return client.say("MLST " + path).expect("250").replaceAll("(?s).*perm=([a-z]*);.*", "$1");
    }

    private String tree() throws IOException {
        try (var files = Files.walk(server.home())) {
            return files.map(Path::toString).sorted().collect(Collectors.joining("\n"));
        }
    }

    @Test
    void showsWhatMayBeEnteredOrListed() {
        var names = client.receiveText("NLST").lines().toList();

        assertEquals(List.of("deep", "in", "out", "pub", "work"), names);
        assertEquals(
                List.of("f", "sub"),
                client.receiveText("NLST pub/")
                        .lines()
                        .map(name -> name.substring(4))
                        .toList());
    }

    @Test
    void tellsTheTruthOfEachEntry() {
        var perms = new TreeMap<String, String>();
        client.receiveText("MLSD")
                .lines()
                .forEach(line ->
                        perms.put(line.substring(line.indexOf("; ") + 2), line.replaceAll(".*perm=([a-z]*);.*", "$1")));
        client.receiveText("MLSD work")
                .lines()
                .forEach(line -> perms.put(
                        "work/" + line.substring(line.indexOf("; ") + 2), line.replaceAll(".*perm=([a-z]*);.*", "$1")));

        assertEquals("el", perms.get("pub"));
        assertEquals("cem", perms.get("in"));
        assertEquals("e", perms.get("deep"));
        assertEquals("cdeflmp", perms.get("work"));
        assertEquals("adfrw", perms.get("work/f"));
        assertEquals("r", perms.get("work/locked.txt"));
        assertEquals("cdeflmp", perms.get("work/a"));
        assertFalse(perms.containsKey("work/private"));
        assertEquals("r", perm("/pub/f"));
        assertEquals("el", perm("/"));
    }

    @ParameterizedTest
    @CsvSource({
        "/, 250",
        "/pub, 250",
        "/work/a/b, 250",
        "/in, 250",
        "/deep, 250",
        "/deep/x, 250",
        "/deep/x/open, 250",
        "/out, 250",
        "/shut, 550",
        "/pub/private, 550",
        "/work/private, 550",
        "/deep/x/none, 550",
    })
    void letsInWhereSomethingIsPermitted(String folder, String code) {
        client.say("CWD " + folder).expect(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shut", "/missing", "/shut/missing", "/missing/f", "/pub/private", "/pub/private/g/h"})
    void answersAlikeWhereNothingIsPermitted(String path) {
        for (String verb :
                List.of("CWD", "MLST", "SIZE", "MDTM", "RETR", "STOR", "DELE", "RMD", "MKD", "RNFR", "HASH", "STAT")) {
            String reply = client.say(verb + " " + path).read();
            assertTrue(reply.matches("55[03] Permission denied"), () -> verb + ": " + reply);
        }
    }

    @Test
    void readsWithoutListing() {
        client.say("MLSD out").expect("550");
        client.say("SIZE out/f").expect("550");

        assertEquals("content of out/f", client.receiveText("RETR out/f"));
        client.say("RETR out/g").expect("550 No such file.*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOR pub/new",
                "APPE pub/f",
                "DELE pub/f",
                "RNFR pub/f",
                "MKD pub/new",
                "RMD pub/sub",
                "RMDA pub/sub",
                "MFMT 20200101000000 pub/f",
                "SITE CHMOD 600 pub/f",
                "SITE COPY work/f pub/new",
                "SITE COPY in/f work/new",
                "SITE SYMLINK /work/f pub/new",
                "SITE SYMLINK /pub/private/f work/new",
                "SITE SYMLINK /pub/private/missing work/new",
                "COMB pub/f work/f",
                "COMB work/f pub/f",
                "APPE work/locked.txt",
                "STOR work/locked.txt",
                "RMDA work",
                "STOU pub/x",
                "SITE MKDIR shut/a/b",
            })
    void refusesWhatIsNotPermittedThere(String command) throws IOException {
        String before = tree();

        client.say(command).expect("55[03] .*");

        assertEquals(before, tree());
        assertEquals("content of pub/f", server.content("pub/f"));
        assertEquals("content of work/f", server.content("work/f"));
    }

    @Test
    void allowsWhatIsPermittedThere() {
        client.transmit("STOR work/new", "1").expect("226");
        client.transmit("APPE work/new", "2").expect("226");
        client.say("SITE COPY pub/f work/copy").expect("250");
        client.say("SITE MKDIR work/x/y/z").expect("257");
        client.say("RMDA work/a").expect("250");
        client.say("COMB work/new work/copy").expect("250");

        assertEquals("12content of pub/f", server.content("work/new"));
    }

    // ---- links

    @Test
    void judgesALinkByWhereItLeads() throws IOException {
        Files.createSymbolicLink(server.home().resolve("pub/hole"), Path.of("private"));
        Files.createSymbolicLink(server.home().resolve("pub/work"), Path.of("../work"));

        client.say("RETR pub/hole/f").expect("550 Permission denied");
        client.say("RETR pub/hole/missing").expect("550 Permission denied");
        client.say("CWD pub/hole").expect("550 Permission denied");
        client.say("MLSD pub/hole").expect("550 Permission denied");
        client.transmit("STOR pub/work/new", "1").expect("226");
        client.say("DELE pub/work").expect("550 Permission denied");

        assertEquals("1", server.content("work/new"));
    }

    @Test
    void tellsNothingOfWhatALinkLeadsToOutOfSight() throws IOException {
        Files.createSymbolicLink(server.home().resolve("pub/hole"), Path.of("private/f"));
        Files.createSymbolicLink(server.home().resolve("pub/void"), Path.of("private/missing"));
        client.say("OPTS MLST type;size;perm;UNIX.owner;").expect("200");

        String listing = client.receiveText("MLSD pub");

        assertTrue(listing.contains("type=OS.unix=symlink;perm=; hole\r\n"), listing);
        assertTrue(listing.contains("type=OS.unix=symlink;perm=; void\r\n"), listing);
    }

    // ---- renaming

    @Test
    void renamesWhereBothNamesMayBe() {
        client.say("RNFR work/f").expect("350");
        client.say("RNTO work/a/g").expect("250");
        client.say("RNFR work/a").expect("350");
        client.say("RNTO work/c").expect("250");

        assertEquals("content of work/f", server.content("work/c/g"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pub/new", "shut/new", "out/new", "in", "work/locked.txt", "private"})
    void renamesToNoOtherPlace(String to) throws IOException {
        String before = tree();

        client.say("RNFR work/f").expect("350");
        client.say("RNTO " + to).expect("553 .*");

        assertEquals(before, tree());
    }

    @Test
    void movesAFileToADropBox() {
        client.say("RNFR work/f").expect("350");
        client.say("RNTO in/g").expect("250");

        assertEquals("content of work/f", server.content("in/g"));
    }

    // ---- moves that would give rights

    private Dialogue mover(String rights) {
        try {
            Files.writeString(
                    server.users(),
                    String.join(
                            "\n",
                            FerryServer.user("mover", "homedirectory=home", "permissions=all", "rights=" + rights)));
            return new Dialogue(server).login("mover");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void movesNothingToWhereItCouldBeRead() throws IOException {
        String before = tree();
        try (var mover = mover("/in/**:write,rename")) {
            mover.say("RNFR in/f").expect("350");
            mover.say("RNTO work/g").expect("553 Permission denied");
        }

        assertEquals(before, tree());
    }

    @Test
    void pullsNoFolderAwayFromUnderARule() throws IOException {
        String before = tree();
        try (var mover = mover("/pub/private/**:none")) {
            mover.say("RNFR pub").expect("350");
            mover.say("RNTO public").expect("553 Permission denied");
        }

        assertEquals(before, tree());
    }

    @Test
    void movesAFolderWhoseRulesGoWithIt() throws IOException {
        try (var mover = mover("/**/private/**:none")) {
            mover.say("RNFR pub").expect("350");
            mover.say("RNTO work/public").expect("250");
        }

        assertEquals("content of pub/private/f", server.content("work/public/private/f"));
    }
}
