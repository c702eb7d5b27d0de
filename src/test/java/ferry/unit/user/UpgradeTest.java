package ferry.unit.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.LogLines;
import ferry.properties.FaultyFileException;
import ferry.user.Authenticator;
import ferry.user.PasswordHashes;
import ferry.user.User;
import ferry.user.UserStore;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Old forms of passwords become strong hashes at login. */
final class UpgradeTest {
    private static final String MD5 = "21232F297A57A5A743894A0E4A801FC3";

    private final LogLines log = new LogLines(UserStore.class.getName());

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        log.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {MD5, "61834729:7808DEF5BDC38830EB04067CAF88485C", "admin"})
    void writesAStrongHashAndNothingElse(String stored) throws IOException, FaultyFileException {
        var text = """
                # admin, since 2009
                ftpserver.user.admin.homedirectory : /srv
                  ftpserver.user.admin.userpassword : %s

                # end
                """;
        try (var users = new Users(text.formatted(stored.replace(":", "\\:")))) {
            var store = UserStore.open(users.file, users.base);

            assertTrue(authenticator(store).verify("admin", "admin", Users.HERE).isPresent());

            var hash = store.find("admin").map(User::passwordHash).orElseThrow();
            assertFalse(PasswordHashes.old(hash));
            assertEquals(text.formatted(hash), users.text());
            assertTrue(log.of(Level.INFO).contains("the password of admin is now stored as a strong hash"));
            assertTrue(authenticator(store).verify("admin", "admin", Users.HERE).isPresent());
        }
    }

    @Test
    void writesUnderTheKeyAsItIsSpelt() throws IOException, FaultyFileException {
        try (var users = new Users("""
                ftpserver.user.admin.homedirectory=/srv
                ftpserver.user.admin.UserPassword=admin
                """)) {
            var store = UserStore.open(users.file, users.base);

            authenticator(store).verify("admin", "admin", Users.HERE);

            assertEquals(2, users.text().lines().count());
            assertFalse(PasswordHashes.old(store.find("admin").orElseThrow().passwordHash()));
        }
    }

    @Test
    void changesNothingAfterAWrongPassword() throws IOException, FaultyFileException {
        var text = "ftpserver.user.admin.homedirectory=/srv\nftpserver.user.admin.userpassword=" + MD5 + "\n";
        try (var users = new Users(text)) {
            authenticator(UserStore.open(users.file, users.base)).verify("admin", "wrong", Users.HERE);

            assertEquals(text, users.text());
        }
    }

    @Test
    void changesNothingForAUserWhoIsRefused() throws IOException, FaultyFileException {
        var text = """
                ftpserver.user.admin.homedirectory=/srv
                ftpserver.user.admin.userpassword=admin
                ftpserver.user.admin.enableflag=false
                """;
        try (var users = new Users(text)) {
            authenticator(UserStore.open(users.file, users.base)).verify("admin", "admin", Users.HERE);

            assertEquals(text, users.text());
        }
    }

    @Test
    void changesNothingWhenTheHashIsStrong() throws IOException, FaultyFileException {
        var text = "ftpserver.user.admin.homedirectory=/srv\nftpserver.user.admin.userpassword="
                + Users.HASHES.hash("admin") + "\n";
        try (var users = new Users(text)) {
            assertTrue(authenticator(UserStore.open(users.file, users.base))
                    .verify("admin", "admin", Users.HERE)
                    .isPresent());

            assertEquals(text, users.text());
        }
    }

    @Test
    void losesNoneOfManyAtTheSameTime()
            throws IOException, FaultyFileException, InterruptedException, ExecutionException {
        var names = IntStream.range(0, 24).mapToObj(i -> "user" + i).toList();
        var text = names.stream()
                .map(name -> "ftpserver.user.%1$s.homedirectory=/%1$s\nftpserver.user.%1$s.userpassword=%1$s\n"
                        .formatted(name))
                .collect(Collectors.joining());
        var file = Files.writeString(folder.resolve("users.properties"), text);
        var store = UserStore.open(file, folder);
        var authenticator = authenticator(store);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var logins = names.stream()
                    .map(name -> (Callable<Boolean>)
                            () -> authenticator.verify(name, name, Users.HERE).isPresent())
                    .toList();
            for (var login : threads.invokeAll(logins)) {
                assertTrue(login.get());
            }
        }

        for (User user : UserStore.open(file, folder).users()) {
            assertTrue(Users.HASHES.verify(user.name(), user.passwordHash()), user.name());
            assertFalse(PasswordHashes.old(user.passwordHash()), user.name());
        }
    }

    @Test
    void letsInAndWarnsOnceWhenTheFileCannotBeWritten() throws IOException, FaultyFileException {
        var zip = folder.resolve("users.zip");
        try (var writable = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Files.writeString(
                    writable.getPath("/users.properties"),
                    "ftpserver.user.admin.homedirectory=/srv\nftpserver.user.admin.userpassword=admin\n");
        }
        try (var readOnly = FileSystems.newFileSystem(zip, Map.of("accessMode", "readOnly"))) {
            var store = UserStore.open(readOnly.getPath("/users.properties"), readOnly.getPath("/"));
            var authenticator = authenticator(store);

            assertTrue(authenticator.verify("admin", "admin", Users.HERE).isPresent());
            assertTrue(authenticator.verify("admin", "admin", Users.HERE).isPresent());
            assertTrue(authenticator.verify("admin", "admin", Users.HERE).isPresent());

            assertEquals(1, log.of(Level.WARN).size());
            assertTrue(log.of(Level.WARN)
                    .getFirst()
                    .startsWith("/users.properties cannot be written; passwords keep their old form: "));
        }
    }

    private static Authenticator authenticator(UserStore store) {
        return new Authenticator(store, Users.HASHES);
    }
}
