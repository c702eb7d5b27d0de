package ferry.unit.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.file.Permission;
import ferry.user.User;
import ferry.user.UserFile;
import ferry.user.UserFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The edits of the command {@code ferry user}. */
final class UserFileTest {
    private static final String BOB = """
            # bob, who came first
            ftpserver.user.bob.homedirectory = data/bob
            ftpserver.user.bob.UserPassword = old
            ! nothing else
            """;

    private final Users users = new Users(BOB);
    private final UserFile file = new UserFile(users.file, users.base, Users.HASHES);

    @AfterEach
    void close() throws IOException {
        users.close();
    }

    @Test
    void addsAUserBehindTheOthers() throws IOException, UserFileException {
        file.add("eve", "secret", "data/eve", Permission.ALL);

        var hash = user("eve").passwordHash();
        assertTrue(Users.HASHES.verify("secret", hash));
        assertEquals("""
                # bob, who came first
                ftpserver.user.bob.homedirectory = data/bob
                ftpserver.user.bob.UserPassword = old

                ftpserver.user.eve.userpassword=%s
                ftpserver.user.eve.homedirectory=data/eve
                ftpserver.user.eve.enableflag=true
                ftpserver.user.eve.writepermission=true
                ! nothing else
                """.formatted(hash), users.text());
    }

    @Test
    void addsAUserWhoMayOnlyRead() throws IOException, UserFileException {
        file.add("eve", "secret", "data/eve", Permission.READ_ONLY);

        assertEquals(Permission.READ_ONLY, user("eve").permissions());
        assertFalse(users.text().contains(".permissions="));
    }

    @Test
    void addsAUserWithSomePermissions() throws UserFileException {
        file.add("drop", "secret", "data/drop", Set.of(Permission.WRITE, Permission.MKDIR));
        file.add("none", "secret", "data/none", Set.of());

        assertEquals(Set.of(Permission.WRITE, Permission.MKDIR), user("drop").permissions());
        assertEquals(Set.of(), user("none").permissions());
    }

    @Test
    void makesTheFileForTheFirstUser() throws IOException, UserFileException {
        Files.delete(users.file);

        file.add("eve", "secret", "data/eve", Permission.ALL);

        assertEquals(List.of("eve"), file.list().stream().map(User::name).toList());
    }

    @Test
    void keepsAHomeWithBackslashes() throws UserFileException {
        file.add("eve", "secret", "data\\new \u00e9", Permission.ALL);

        assertEquals(users.base.resolve("data\\new \u00e9"), user("eve").home());
    }

    @Test
    void refusesAUserWhoIsThere() throws IOException {
        assertRefused("there is a user \"bob\" already", () -> file.add("bob", "x", "data", Permission.ALL));
        assertEquals(BOB, users.text());
    }

    @Test
    void takesANameThatOnlyBeginsLikeAnother() throws UserFileException {
        file.add("bob.smith", "x", "data/smith", Permission.ALL);
        file.add("bo", "x", "data/bo", Permission.ALL);
        file.remove("bob");

        assertEquals(
                List.of("bob.smith", "bo"), file.list().stream().map(User::name).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a\tb",
                "a=b",
                "a:b",
                "#a",
                "a!",
                "a/b",
                "a\\b",
                "a\u0000",
                "a\u00a0b\u2003",
                "a\u0085",
                "\udce9"
            })
    void refusesNamesThatWouldBreakTheFile(String name) throws IOException {
        assertRefused(
                "a user name has no blanks, no control characters and none of = : # ! / \\",
                () -> file.add(name, "x", "data", Permission.ALL));
        assertEquals(BOB, users.text());
    }

    @Test
    void refusesNamesThatAreEmptyOrLong() throws UserFileException {
        assertRefused("a user name has 1 to 64 characters", () -> file.add("", "x", "data", Permission.ALL));
        assertRefused(
                "a user name has 1 to 64 characters", () -> file.add("n".repeat(65), "x", "data", Permission.ALL));
        file.add("n".repeat(64), "x", "data", Permission.ALL);
    }

    @Test
    void refusesAnEmptyPassword() {
        assertRefused("an empty password lets nobody in", () -> file.add("eve", "", "data", Permission.ALL));
        assertRefused("an empty password lets nobody in", () -> file.passwd("bob", ""));
    }

    @Test
    void addsTheAnonymousUserWithoutAPassword() throws UserFileException {
        file.add("anonymous", "", "data", Permission.READ_ONLY);

        assertEquals("", user("anonymous").passwordHash());
    }

    @Test
    void refusesAHomeThatIsNone() throws IOException {
        assertRefused(
                "ftpserver.user.eve.homedirectory: a folder is needed",
                () -> file.add("eve", "x", " ", Permission.ALL));
        assertEquals(BOB, users.text());
    }

    @Test
    void changesAPasswordAndNothingElse() throws IOException, UserFileException {
        file.passwd("bob", "secret");

        var hash = user("bob").passwordHash();
        assertTrue(Users.HASHES.verify("secret", hash));
        assertEquals(BOB.replace("old", hash), users.text());
    }

    @Test
    void givesAnAccountAndTakesItAway() throws IOException, UserFileException {
        file.account("bob", "budget");

        var stored = user("bob").account().orElseThrow().stored();
        assertTrue(Users.HASHES.verify("budget", stored));
        file.account("bob", "");
        assertTrue(user("bob").account().isEmpty());
        assertEquals(BOB, users.text());
        assertRefused("there is no user \"eve\" in " + users.file, () -> file.account("eve", "budget"));
    }

    @Test
    void givesAPasswordToAUserWhoHadNone() throws IOException, UserFileException {
        Files.writeString(users.file, "ftpserver.user.bob.homedirectory=data\n");

        file.passwd("bob", "secret");

        assertTrue(Users.HASHES.verify("secret", user("bob").passwordHash()));
    }

    @Test
    void removesAUserAndNothingElse() throws IOException, UserFileException {
        file.remove("bob");

        assertEquals("# bob, who came first\n! nothing else\n", users.text());
    }

    @Test
    void refusesToEditAUserWhoIsNotThere() {
        assertRefused("there is no user \"eve\" in /ferry/users.properties", () -> file.passwd("eve", "x"));
        assertRefused("there is no user \"eve\" in /ferry/users.properties", () -> file.remove("eve"));
    }

    @Test
    void tellsThatTheFileIsMissing() throws IOException {
        Files.delete(users.file);

        assertRefused("/ferry/users.properties: no such file", file::list);
        assertRefused("/ferry/users.properties: no such file", () -> file.passwd("bob", "x"));
        assertRefused("/ferry/users.properties: no such file", () -> file.remove("bob"));
    }

    @Test
    void tellsWhyTheFileCannotBeWritten() {
        var nowhere = new UserFile(users.base.resolve("missing/users.properties"), users.base, Users.HASHES);

        var refusal = assertThrows(UserFileException.class, () -> nowhere.add("eve", "x", "data", Permission.ALL));

        assertTrue(
                String.valueOf(refusal.getMessage()).startsWith("/ferry/missing/users.properties cannot be written: "));
    }

    @Test
    void listsNothingOfAFaultyFile() throws IOException {
        Files.writeString(users.file, "colour=red\n");

        assertRefused("users.properties:1: colour: unknown key; ftpserver.user.NAME.ATTRIBUTE is known", file::list);
    }

    @Test
    void mendsAFaultyFileByRemovingTheUser() throws IOException, UserFileException {
        Files.writeString(users.file, BOB + "ftpserver.user.eve.enableflag=maybe\n");

        file.remove("eve");

        assertEquals(BOB, users.text());
    }

    private User user(String name) throws UserFileException {
        return file.list().stream()
                .filter(user -> user.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void assertRefused(String message, Executable edit) {
        assertEquals(message, assertThrows(UserFileException.class, edit).getMessage());
    }
}
