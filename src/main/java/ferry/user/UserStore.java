package ferry.user;

import ferry.properties.Fault;
import ferry.properties.FaultyFileException;
import ferry.properties.FileVersion;
import ferry.properties.NotRegularFileException;
import ferry.properties.PropertiesFile;
import ferry.protocol.Escaped;
import ferry.protocol.Wording;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The users of a users file, as it is now: each question looks whether the file has changed, and reads it again if so.
 *
 * <p>A new version with faults is told in the log, and the users of the last good one stay; so they do when the file has
 * vanished. Safe for many threads.
 */
public final class UserStore {
    private static final Logger LOG = LogManager.getLogger(UserStore.class);

    private final Path file;
    private final Path base;
    private final Clock clock;

    /** Guards reading and rewriting the file, and {@link #writeFailed}. */
    private final ReentrantLock lock = new ReentrantLock();

    private boolean writeFailed;
    private volatile Snapshot current;

    /**
     * What was found at the last look.
     *
     * @param version the version of the file; nothing if it was not there
     * @param settled whether a later change would show in the version
     * @param text the text of the file, good or faulty; nothing if it could not be read
     * @param users the users of the last good text
     */
    private record Snapshot(
            Optional<FileVersion> version, boolean settled, Optional<String> text, Map<String, User> users) {}

    private UserStore(Path file, Path base, Clock clock) throws FaultyFileException {
        this.file = file;
        this.base = base;
        this.clock = clock;
        var version = FileVersion.of(file);
        var properties = properties();
        current = new Snapshot(
                version, settled(version), Optional.of(properties.toString()), UserReader.read(properties, base));
        warnOfDuplicates(properties);
    }

    /** Reads a users file; relative homes are below the base folder. All faults of the file are in the exception. */
    public static UserStore open(Path file, Path base) throws FaultyFileException {
        return open(file, base, Clock.systemUTC());
    }

    /** The same with another clock than the system's, which decides how long a change is too fresh to be sure of. */
    public static UserStore open(Path file, Path base, Clock clock) throws FaultyFileException {
        return new UserStore(file, base, clock);
    }

    /** The user of this name, enabled or not. */
    public Optional<User> find(String name) {
        return Optional.ofNullable(snapshot().users().get(name));
    }

    /** All users, in the order of the file. */
    public List<User> users() {
        return List.copyOf(snapshot().users().values());
    }

    /** Writes a new stored form of a password or an account, if the file still has the old one. */
    void renew(User user, Attribute attribute, String old, String hash) {
        lock.lock();
        try {
            var properties = PropertiesFile.read(file);
            var entry = UserKey.find(properties, user.name(), attribute);
            if (entry.isPresent() && entry.get().value().equals(old)) {
                properties.with(entry.get().key(), hash).write(file);
                String what = attribute == Attribute.USERPASSWORD ? "password" : attribute.word();
                LOG.info("the {} of {} is now stored as a strong hash", what, Escaped.text(user.name()));
            }
            writeFailed = false;
        } catch (IOException | UnsupportedOperationException e) {
            if (!writeFailed) {
                LOG.warn("{} cannot be written; passwords keep their old form: {}", file, e.toString());
            }
            writeFailed = true;
        } finally {
            lock.unlock();
        }
    }

    private Snapshot snapshot() {
        if (fresh(current)) {
            return current;
        }
        lock.lock();
        try {
            if (!fresh(current)) {
                current = reread(current);
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    private boolean fresh(Snapshot snapshot) {
        return snapshot.settled() && snapshot.version().equals(FileVersion.of(file));
    }

    private Snapshot reread(Snapshot before) {
        // The version is taken first: a change while the file is read shows at the next look.
        var version = FileVersion.of(file);
        boolean settled = settled(version);
        try {
            var properties = properties();
            var text = Optional.of(properties.toString());
            if (text.equals(before.text())) {
                return new Snapshot(version, settled, text, before.users());
            }
            return new Snapshot(version, settled, text, users(properties, before.users()));
        } catch (FaultyFileException e) {
            if (before.text().isPresent()) {
                LOG.error("{}; the users of before stay", e.getMessage());
            }
            return new Snapshot(version, version.isEmpty(), Optional.empty(), before.users());
        }
    }

    private Map<String, User> users(PropertiesFile properties, Map<String, User> before) {
        try {
            var users = UserReader.read(properties, base);
            warnOfDuplicates(properties);
            LOG.info("{} read again: {}", file, Wording.count(users.size(), "user"));
            return users;
        } catch (FaultyFileException e) {
            e.faults().forEach(fault -> LOG.error("{}", Escaped.text(fault.toString())));
            LOG.error("{} has faults; the users of before stay", file);
            return before;
        }
    }

    private PropertiesFile properties() throws FaultyFileException {
        try {
            return PropertiesFile.read(file);
        } catch (NoSuchFileException e) {
            throw new FaultyFileException(List.of(Fault.of(file.toString(), "no such file")));
        } catch (NotRegularFileException e) {
            throw new FaultyFileException(List.of(Fault.of(file.toString(), "not a regular file")));
        } catch (IOException e) {
            throw new FaultyFileException(List.of(Fault.of(file.toString(), "cannot be read: " + e)));
        }
    }

    private static void warnOfDuplicates(PropertiesFile properties) {
        properties.warnings().forEach(fault -> LOG.warn("{}", Escaped.text(fault.toString())));
    }

    private boolean settled(Optional<FileVersion> version) {
        return version.filter(found -> found.settled(clock.instant())).isPresent();
    }
}
