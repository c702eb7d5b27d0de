package ferry.user;

import ferry.file.FileService;
import ferry.file.FileSettings;
import ferry.file.NameRules;
import ferry.file.Permission;
import ferry.file.Rights;
import ferry.protocol.AddressList;
import ferry.protocol.NameCoding;
import ferry.tls.TlsPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An account.
 *
 * @param name the name, in upper and lower case as given to USER
 * @param passwordHash the stored form of the password, empty if there is none
 * @param home the top folder of what the user sees; it may not exist
 * @param enabled whether the user may log in
 * @param rights what the user may do with files, and where
 * @param names names that are hidden from this user, or forbidden, besides those of all
 * @param maxLogins how often the user may be logged in at the same time; 0 is no limit
 * @param maxLoginsPerAddress the same for one client address; 0 is no limit
 * @param idleTimeout how long a session may be silent; zero is no limit, nothing is the server's own limit
 * @param rates how fast the bytes of the user may move
 * @param allowance how much the user may store
 * @param allowFrom the client addresses from which the user may log in
 * @param account what must be given besides the password
 * @param charset the charset of names in the sessions of this user; nothing is the server's own
 * @param mounts other folders that the user can see in place of the home, by name
 * @param administrator whether the user may see the sessions and homes of others by SITE
 * @param tls what is demanded of this user's connections in place of what is demanded of all
 * @param certificates which certificates of clients are the user's
 * @param login what lets the user in
 */
public record User(
        String name,
        String passwordHash,
        Path home,
        boolean enabled,
        Rights rights,
        NameRules names,
        int maxLogins,
        int maxLoginsPerAddress,
        Optional<Duration> idleTimeout,
        Rates rates,
        Allowance allowance,
        AddressList allowFrom,
        Optional<NeededAccount> account,
        Optional<NameCoding> charset,
        Map<String, Path> mounts,
        boolean administrator,
        TlsPolicy.Exceptions tls,
        CertificatePatterns certificates,
        LoginMethod login) {
    /** The name of the account that anybody may use. */
    public static final String ANONYMOUS = "anonymous";

    /** Copies the mounts. */
    public User {
        mounts = Map.copyOf(mounts);
    }

    /** Whether this is the account that anybody may use, with any password. */
    public boolean anonymous() {
        return name.equals(ANONYMOUS);
    }

    /** What the user may do where no rule says anything else. */
    public Set<Permission> permissions() {
        return rights.elsewhere();
    }

    /** The files of the home, as this user may see and change them. */
    public FileService files(FileSettings settings) {
        return files(home, settings);
    }

    /** The files of a mount, likewise; nothing when there is none of this name. */
    public Optional<FileService> files(String mount, FileSettings settings) {
        return Optional.ofNullable(mounts.get(mount)).map(folder -> files(folder, settings));
    }

    private FileService files(Path folder, FileSettings settings) {
        return new FileService(folder, name, rights, settings.with(names).with(allowance.within(settings.quota())));
    }

    /** Whether an account is needed for this. */
    public boolean needsAccount(NeededAccount.Purpose purpose) {
        return account.filter(needed -> needed.purpose() == purpose).isPresent();
    }

    /** The name; no hash gets into a log this way. */
    @Override
    public String toString() {
        return "User[" + name + "]";
    }
}
