package ferry.user;

import com.google.common.util.concurrent.Striped;
import ferry.protocol.Escaped;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Decides who may log in.
 *
 * <p>An unknown name, a wrong password, a disabled user and a wrong address look the same to the client: no user, after the
 * work of one bcrypt hash. The log tells them apart. Only so many hashes are made at once as there are processors, so that
 * many logins do not hold up other sessions. Safe for many threads.
 */
public final class Authenticator {
    private static final Logger LOG = LogManager.getLogger(Authenticator.class);
    private static final String FTP = "ftp";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int MOST_OF_ONE_SOURCE = 2;

    private final UserStore users;
    private final PasswordHashes hashes;
    private final Semaphore hashing;
    private final Duration patience;
    /** Where many guess from one address, all but these wait before they stand in the way of others. */
    private final Striped<Semaphore> bySource = Striped.lazyWeakSemaphore(1024, MOST_OF_ONE_SOURCE);

    /** Makes as many hashes at once as there are processors; a login waits up to 30 seconds for its turn. */
    public Authenticator(UserStore users, PasswordHashes hashes) {
        this(users, hashes, new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors()), true), PATIENCE);
    }

    /** Makes as many hashes at once as there are permits; a login waits so long for its turn. */
    public Authenticator(UserStore users, PasswordHashes hashes, Semaphore hashing, Duration patience) {
        this.users = users;
        this.hashes = hashes;
        this.hashing = hashing;
        this.patience = patience;
    }

    /** The same for a peer without a certificate. */
    public Optional<User> verify(String name, String password, InetAddress from) {
        return verify(name, password, new Peer(from));
    }

    /**
     * The user of this name, if the password and the certificate are what lets this user in, from this address. Blocks for
     * the time of a hash, and before that until its turn comes; throws BusyException when it does not. {@code anonymous}, also called {@code ftp}, needs no
     * password.
     */
    public Optional<User> verify(String name, String password, Peer peer) {
        var user = find(name);
        if (user.isPresent()
                && user.get().anonymous()
                && objection(user.get(), true, peer).isEmpty()) {
            return user;
        }
        var objection = inTurn(peer.address(), () -> examine(user, password, peer));
        if (objection.isEmpty()) {
            return user;
        }
        LOG.warn(
                "login of {} from {} refused: {}",
                Escaped.text(name),
                peer.address().getHostAddress(),
                objection.get());
        return Optional.empty();
    }

    /** The user of this name, if the certificate alone lets this user in, from this address. Takes no time. */
    public Optional<User> recognize(String name, Peer peer) {
        return find(name)
                .filter(user -> user.login().enough(false, certified(user, peer)))
                .filter(user -> objection(user, false, peer).isEmpty());
    }

    /** The user whom a client means by this name, enabled or not. */
    public Optional<User> find(String name) {
        return users.find(name).or(() -> name.equals(FTP) ? users.find(User.ANONYMOUS) : Optional.empty());
    }

    /** Whether the account is the one that this user must give. Blocks as {@link #verify} does. */
    public boolean verifyAccount(User user, String account, InetAddress from) {
        var objection = inTurn(from, () -> examineAccount(user, account));
        objection.ifPresent(reason -> LOG.warn(
                "account of {} from {} refused: {}", Escaped.text(user.name()), from.getHostAddress(), reason));
        return objection.isEmpty();
    }

    private Optional<String> examineAccount(User user, String account) {
        var stored = user.account().map(NeededAccount::stored).orElse("");
        boolean right = hashes.verify(account, stored);
        settle(right ? Optional.of(user) : Optional.empty(), Attribute.ACCOUNT, stored, account);
        return right ? Optional.empty() : Optional.of("wrong account");
    }

    /** What stands against this login. Waits until fewer others are being examined. */
    private Optional<String> inTurn(InetAddress from, Supplier<Optional<String>> examination) {
        return inTurn(bySource.get(from), () -> inTurn(hashing, examination));
    }

    private Optional<String> inTurn(Semaphore turns, Supplier<Optional<String>> examination) {
        try {
            if (!turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BusyException();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
        try {
            return examination.get();
        } finally {
            turns.release();
        }
    }

    /** What stands against this login. Does the work of one bcrypt hash, whatever the outcome. */
    private Optional<String> examine(Optional<User> user, String password, Peer peer) {
        var stored = user.map(User::passwordHash).orElse("");
        boolean right = hashes.verify(password, stored);
        var objection = user.isEmpty() ? Optional.of("unknown user") : objection(user.get(), right, peer);
        settle(user.filter(_ -> right && objection.isEmpty()), Attribute.USERPASSWORD, stored, password);
        return objection;
    }

    /** After an old stored form, which takes no time: writes a strong one for whom it fits, and does the same work else. */
    private void settle(Optional<User> fits, Attribute attribute, String stored, String secret) {
        if (!PasswordHashes.old(stored)) {
            return;
        }
        fits.ifPresentOrElse(
                user -> users.renew(user, attribute, stored, hashes.hash(secret)), () -> hashes.work(secret));
    }

    private static Optional<String> objection(User user, boolean password, Peer peer) {
        boolean certified = certified(user, peer);
        if (!user.login().enough(password, certified)) {
            return Optional.of(
                    user.login().needsCertificate() && !certified ? withoutCertificate(peer) : "wrong password");
        }
        if (!user.enabled()) {
            return Optional.of("the user is disabled");
        }
        return user.allowFrom().allows(peer.address()) ? Optional.empty() : Optional.of("the address is not allowed");
    }

    private static boolean certified(User user, Peer peer) {
        return peer.certificate().filter(user.certificates()::match).isPresent();
    }

    private static String withoutCertificate(Peer peer) {
        return peer.certificate()
                .map(shown -> "the certificate of "
                        + Escaped.text(shown.getSubjectX500Principal().getName()) + " is not the user's")
                .orElse("a certificate is needed, and none was shown");
    }
}
