package ferry.user;

import com.google.common.util.concurrent.Striped;
import ferry.protocol.Escaped;
import ferry.user.RightSecrets.Claim;
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
 * many logins do not hold up other sessions; a secret that was right a short while ago needs none. Safe for many threads.
 */
public final class Authenticator {
    private static final Logger LOG = LogManager.getLogger(Authenticator.class);
    private static final String FTP = "ftp";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int MOST_OF_ONE_SOURCE = 2;

    private final UserStore users;
    private final PasswordHashes hashes;
    private final RightSecrets right;
    private final Semaphore hashing;
    private final Duration patience;
    /** Where many guess from one address, all but these wait before they stand in the way of others. */
    private final Striped<Semaphore> bySource = Striped.lazyWeakSemaphore(1024, MOST_OF_ONE_SOURCE);

    /** Makes a hash for each login. */
    public Authenticator(UserStore users, PasswordHashes hashes) {
        this(users, hashes, RightSecrets.forgotten());
    }

    /** Makes as many hashes at once as there are processors; a login waits up to 30 seconds for its turn. */
    public Authenticator(UserStore users, PasswordHashes hashes, RightSecrets right) {
        this(
                users,
                hashes,
                right,
                new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors()), true),
                PATIENCE);
    }

    /** Makes as many hashes at once as there are permits; a login waits so long for its turn. */
    public Authenticator(
            UserStore users, PasswordHashes hashes, RightSecrets right, Semaphore hashing, Duration patience) {
        this.users = users;
        this.hashes = hashes;
        this.right = right;
        this.hashing = hashing;
        this.patience = patience;
    }

    /** The same for a peer without a certificate. */
    public Optional<User> verify(String name, String password, InetAddress from) {
        return verify(name, password, new Peer(from));
    }

    /**
     * The user of this name, if the password and the certificate are what lets this user in, from this address. Blocks for
     * the time of a hash if this is not known to be right, and before that until its turn comes; throws BusyException when it
     * does not. {@code anonymous}, also called {@code ftp}, needs no password.
     */
    public Optional<User> verify(String name, String password, Peer peer) {
        var user = find(name);
        if (user.isPresent()
                && user.get().anonymous()
                && objection(user.get(), true, peer).isEmpty()) {
            return user;
        }
        var stored = user.map(User::passwordHash).orElse("");
        var claim = right.claim(name, Attribute.USERPASSWORD, stored, password);
        var objection = objection(claim, user, peer.address(), fits -> against(user, fits, peer));
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
        var stored = user.account().map(NeededAccount::stored).orElse("");
        var claim = right.claim(user.name(), Attribute.ACCOUNT, stored, account);
        var objection = objection(
                claim, Optional.of(user), from, fits -> fits ? Optional.empty() : Optional.of("wrong account"));
        objection.ifPresent(reason -> LOG.warn(
                "account of {} from {} refused: {}", Escaped.text(user.name()), from.getHostAddress(), reason));
        return objection.isEmpty();
    }

    /** Says what stands against a login whose secret is right, or wrong. */
    private interface Judge {
        Optional<String> objection(boolean right);
    }

    /** What stands against this login. Waits until fewer others are being examined, if the secret is not known to be right. */
    private Optional<String> objection(Claim claim, Optional<User> user, InetAddress from, Judge judge) {
        if (known(claim, judge)) {
            return Optional.empty();
        }
        Supplier<Optional<String>> examination = () -> inTurn(hashing, () -> examine(claim, user, judge));
        var same = right.turn(claim);
        return inTurn(bySource.get(from), same.isEmpty() ? examination : () -> inTurn(same.get(), examination));
    }

    /** Whether this lets in whoever says it. Else the hash is made, so that nobody hears early that the secret is right. */
    private boolean known(Claim claim, Judge judge) {
        return right.know(claim) && judge.objection(true).isEmpty();
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

    /** What stands against this login. Does the work of one bcrypt hash, whatever the outcome, if nobody just did. */
    private Optional<String> examine(Claim claim, Optional<User> user, Judge judge) {
        if (known(claim, judge)) {
            return Optional.empty();
        }
        boolean fits = hashes.verify(claim.secret(), claim.stored());
        var objection = judge.objection(fits);
        boolean in = fits && objection.isEmpty(); // a certificate may let in who says a wrong password
        settle(user.filter(_ -> in), claim);
        if (in) {
            right.note(claim);
        }
        return objection;
    }

    /** After an old stored form, which takes no time: writes a strong one for whom it fits, and does the same work else. */
    private void settle(Optional<User> fits, Claim claim) {
        if (!PasswordHashes.old(claim.stored())) {
            return;
        }
        String secret = claim.secret();
        fits.ifPresentOrElse(
                user -> users.renew(user, claim.attribute(), claim.stored(), hashes.hash(secret)),
                () -> hashes.work(secret));
    }

    private static Optional<String> against(Optional<User> user, boolean right, Peer peer) {
        return user.isEmpty() ? Optional.of("unknown user") : objection(user.get(), right, peer);
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
