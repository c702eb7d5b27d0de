package ferry.user;

import com.google.common.base.CharMatcher;
import ferry.file.Permission;
import ferry.properties.Entry;
import ferry.properties.Fault;
import ferry.properties.FaultyFileException;
import ferry.properties.NotRegularFileException;
import ferry.properties.PropertiesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The edits of a users file that the administrator makes by command. Everything else in the file stays byte for byte.
 *
 * <p>Each edit reads the file, and replaces it as a whole.
 */
public final class UserFile {
    private static final int LONGEST_NAME = 64;
    private static final CharMatcher NOT_IN_NAMES = CharMatcher.javaIsoControl()
            .or(CharMatcher.whitespace())
            .or(CharMatcher.inRange(Character.MIN_SURROGATE, Character.MAX_SURROGATE))
            .or(CharMatcher.anyOf("=:#!/\\"));

    private final Path file;
    private final Path base;
    private final PasswordHashes hashes;

    /** The users file at this path; relative homes are below the base folder. */
    public UserFile(Path file, Path base, PasswordHashes hashes) {
        this.file = file;
        this.base = base;
        this.hashes = hashes;
    }

    /** The users, in the order of the file. */
    public List<User> list() throws UserFileException {
        try {
            return List.copyOf(UserReader.read(existing(), base).values());
        } catch (FaultyFileException e) {
            throw new UserFileException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Adds a user with a home, as it is to stand in the file; makes the file if it is missing. */
    public void add(String name, String password, String home, Set<Permission> permissions) throws UserFileException {
        checkName(name);
        checkPassword(name, password);
        var old = Files.exists(file) ? existing() : PropertiesFile.parse(file.toString(), "");
        if (UserKey.known(old, name)) {
            throw new UserFileException("there is a user \"" + name + "\" already");
        }
        var edited = old.with(UserKey.of(name, Attribute.USERPASSWORD), stored(password))
                .with(UserKey.of(name, Attribute.HOMEDIRECTORY), home)
                .with(UserKey.of(name, Attribute.ENABLEFLAG), "true");
        edited = withPermissions(edited, name, permissions);
        checkFaults(edited, name);
        write(edited);
    }

    /** Gives a user another password. */
    public void passwd(String name, String password) throws UserFileException {
        checkPassword(name, password);
        var old = existing();
        need(old, name);
        var key = UserKey.find(old, name, Attribute.USERPASSWORD);
        write(old.with(key.map(Entry::key).orElse(UserKey.of(name, Attribute.USERPASSWORD)), stored(password)));
    }

    /** Gives a user an account that must be given besides the password; an empty one takes it away. */
    public void account(String name, String account) throws UserFileException {
        var old = existing();
        need(old, name);
        var key =
                UserKey.find(old, name, Attribute.ACCOUNT).map(Entry::key).orElse(UserKey.of(name, Attribute.ACCOUNT));
        write(account.isEmpty() ? old.without(key::equals) : old.with(key, stored(account)));
    }

    /** Removes a user. The home stays. */
    public void remove(String name) throws UserFileException {
        var old = existing();
        need(old, name);
        write(old.without(key -> UserKey.belongs(key, name)));
    }

    private static PropertiesFile withPermissions(PropertiesFile file, String name, Set<Permission> permissions) {
        boolean writes = permissions.equals(Permission.ALL);
        var edited = file.with(UserKey.of(name, Attribute.WRITEPERMISSION), Boolean.toString(writes));
        if (writes || permissions.equals(Permission.READ_ONLY)) {
            return edited;
        }
        var words = permissions.stream()
                .sorted()
                .map(permission -> permission.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
        return edited.with(UserKey.of(name, Attribute.PERMISSIONS), words.isEmpty() ? "none" : words);
    }

    private static void checkName(String name) throws UserFileException {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new UserFileException("a user name has 1 to " + LONGEST_NAME + " characters");
        }
        if (NOT_IN_NAMES.matchesAnyOf(name)) {
            throw new UserFileException("a user name has no blanks, no control characters and none of = : # ! / \\");
        }
    }

    private static void checkPassword(String name, String password) throws UserFileException {
        if (password.isEmpty() && !name.equals(User.ANONYMOUS)) {
            throw new UserFileException("an empty password lets nobody in");
        }
    }

    /** Refuses an edit by which the user would make the file faulty; faults of other users are none of its business. */
    private void checkFaults(PropertiesFile edited, String name) throws UserFileException {
        try {
            UserReader.read(edited, base);
        } catch (FaultyFileException e) {
            for (Fault fault : e.faults()) {
                if (UserKey.belongs(fault.key(), name)) {
                    throw new UserFileException(fault.key() + ": " + fault.message());
                }
            }
        }
    }

    private void need(PropertiesFile properties, String name) throws UserFileException {
        if (!UserKey.known(properties, name)) {
            throw new UserFileException("there is no user \"" + name + "\" in " + file);
        }
    }

    private String stored(String password) {
        return password.isEmpty() ? "" : hashes.hash(password);
    }

    private PropertiesFile existing() throws UserFileException {
        try {
            return PropertiesFile.read(file);
        } catch (NoSuchFileException e) {
            throw new UserFileException(file + ": no such file", e);
        } catch (NotRegularFileException e) {
            throw new UserFileException(file + ": not a regular file", e);
        } catch (IOException e) {
            throw new UserFileException(file + " cannot be read: " + e, e);
        }
    }

    private void write(PropertiesFile edited) throws UserFileException {
        try {
            edited.write(file);
        } catch (IOException | UnsupportedOperationException e) {
            throw new UserFileException(file + " cannot be written: " + e, e);
        }
    }
}
