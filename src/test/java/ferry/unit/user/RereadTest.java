package ferry.unit.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.LogLines;
import ferry.properties.FaultyFileException;
import ferry.user.User;
import ferry.user.UserStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A users file that changes while the daemon runs. */
final class RereadTest {
    private static final Instant CHANGED = Instant.parse("2026-01-01T00:00:00Z");

    private final Users users = new Users("ftpserver.user.bob.homedirectory=/a\n");
    private final LogLines log = new LogLines(UserStore.class.getName());

    @BeforeEach
    void date() throws IOException {
        Files.setLastModifiedTime(users.file, FileTime.from(CHANGED));
    }

    @AfterEach
    void close() throws IOException {
        log.close();
        users.close();
    }

    @Test
    void seesANewModificationTime() throws IOException, FaultyFileException {
        var store = open(Duration.ofDays(1));
        write("ftpserver.user.bob.homedirectory=/b\n", CHANGED.plusNanos(1_000_000));

        assertEquals("/b", home(store));
        assertEquals(List.of("/ferry/users.properties read again: 1 user"), log.of(Level.INFO));
    }

    @Test
    void seesANewSize() throws IOException, FaultyFileException {
        var store = open(Duration.ofDays(1));
        write("ftpserver.user.bob.homedirectory=/longer\n", CHANGED);

        assertEquals("/longer", home(store));
    }

    @Test
    void seesAFileThatWasPutInItsPlace() throws IOException, FaultyFileException {
        var store = open(Duration.ofDays(1));
        var other = Files.writeString(users.base.resolve("other"), "ftpserver.user.bob.homedirectory=/b\n");
        Files.setLastModifiedTime(other, FileTime.from(CHANGED));
        Files.move(other, users.file, StandardCopyOption.REPLACE_EXISTING);

        assertEquals("/b", home(store));
    }

    @Test
    void doesNotReadAFileThatDoesNotLookChanged() throws IOException, FaultyFileException {
        var store = open(Duration.ofDays(1));
        write("ftpserver.user.bob.homedirectory=/b\n", CHANGED);

        assertEquals("/a", home(store));
    }

    @Test
    void seesAChangeTooFreshToLookChanged() throws IOException, FaultyFileException {
        var store = open(Duration.ofSeconds(1));
        write("ftpserver.user.bob.homedirectory=/b\n", CHANGED);

        assertEquals("/b", home(store));
    }

    @Test
    void findsUsersThatWereAddedAndNoneThatWereRemoved() throws IOException, FaultyFileException {
        var store = open(Duration.ofDays(1));
        write("ftpserver.user.eve.homedirectory=/e\n", CHANGED.plusSeconds(1));

        assertEquals(List.of("eve"), store.users().stream().map(User::name).toList());
    }

    @Test
    void keepsTheOldUsersWhenTheNewVersionIsFaulty() throws IOException, FaultyFileException {
        var store = open(Duration.ofDays(1));
        write("ftpserver.user.bob.homedirectory=/b\nftpserver.user.bob.idletime=x\n", CHANGED.plusSeconds(1));

        assertEquals("/a", home(store));
        assertEquals("/a", home(store));
        assertEquals(
                List.of(
                        "users.properties:2: ftpserver.user.bob.idletime: a number of seconds is needed, not \"x\"",
                        "/ferry/users.properties has faults; the users of before stay"),
                log.of(Level.ERROR));
    }

    @Test
    void tellsAFaultOnceAlsoWhileTheFileIsFresh() throws IOException, FaultyFileException {
        var store = open(Duration.ZERO);
        write("colour=red\n", CHANGED);

        assertEquals("/a", home(store));
        assertEquals("/a", home(store));
        assertEquals(2, log.of(Level.ERROR).size());
    }

    @Test
    void readsTheFileAgainWhenItsFaultIsMended() throws IOException, FaultyFileException {
        var store = open(Duration.ofDays(1));
        write("colour=red\n", CHANGED.plusSeconds(1));
        store.users();
        write("ftpserver.user.bob.homedirectory=/c\n", CHANGED.plusSeconds(2));

        assertEquals("/c", home(store));
    }

    @Test
    void keepsTheOldUsersWhenTheFileVanishes() throws IOException, FaultyFileException {
        var store = open(Duration.ofDays(1));
        Files.delete(users.file);

        assertEquals("/a", home(store));
        assertEquals("/a", home(store));
        assertEquals(List.of("/ferry/users.properties: no such file; the users of before stay"), log.of(Level.ERROR));
    }

    @Test
    void readsAFileThatCameBack() throws IOException, FaultyFileException {
        var store = open(Duration.ofDays(1));
        Files.delete(users.file);
        store.users();
        write("ftpserver.user.bob.homedirectory=/b\n", CHANGED);

        assertEquals("/b", home(store));
    }

    @Test
    void warnsOfAKeyThatStandsTwice() throws IOException, FaultyFileException {
        var store = open(Duration.ofDays(1));
        write("ftpserver.user.bob.homedirectory=/b\nftpserver.user.bob.homedirectory=/c\n", CHANGED.plusSeconds(1));

        assertTrue(store.find("bob").isPresent());
        assertEquals(
                List.of(
                        "users.properties:1: ftpserver.user.bob.homedirectory: stands again further down, where it counts"),
                log.of(Level.WARN));
    }

    private UserStore open(Duration age) throws FaultyFileException {
        return UserStore.open(users.file, users.base, Clock.fixed(CHANGED.plus(age), ZoneOffset.UTC));
    }

    private void write(String text, Instant time) throws IOException {
        Files.writeString(users.file, text);
        Files.setLastModifiedTime(users.file, FileTime.from(time));
    }

    private static String home(UserStore store) {
        return store.find("bob").map(User::home).map(Path::toString).orElse("");
    }
}
