package ferry.user;

import static java.nio.charset.StandardCharsets.US_ASCII;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategy;
import com.google.common.io.BaseEncoding;
import ferry.protocol.NameCoding;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/**
 * Makes and verifies the stored forms of passwords.
 *
 * <p>New ones are bcrypt. It reads 72 bytes at most, so a longer password is made shorter by SHA-512 first; hashes of other
 * programs, which cut it off instead, are verified as well. The old forms, those of Apache FtpServer, are MD5 (32 hexadecimal
 * digits), salted MD5 ({@code SALT:HEX}) and clear text. An empty stored form fits no password.
 *
 * <p>Safe for many threads. {@link #hash}, {@link #work}, and {@link #verify} with a bcrypt hash take some 50 ms of a processor.
 */
public final class PasswordHashes {
    /** The cost of new hashes as a power of two: 1024 rounds. */
    public static final int DEFAULT_COST = 10;

    private static final BCrypt.Version VERSION = BCrypt.Version.VERSION_2A;
    private static final LongPasswordStrategy HASHED = LongPasswordStrategies.hashSha512(VERSION);
    private static final LongPasswordStrategy CUT = LongPasswordStrategies.truncate(VERSION);

    // One more than 16 would hold a processor for seconds at every login.
    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-6])\\$[./A-Za-z0-9]{53}");
    private static final Pattern MD5 = Pattern.compile("[0-9A-Fa-f]{32}");
    private static final Pattern SALTED_MD5 = Pattern.compile("[^:]+:[0-9A-Fa-f]{32}");
    private static final int SALTED_MD5_ROUNDS = 1000;
    private static final Pattern FOREIGN = Pattern.compile("\\$[0-9A-Za-z-]{1,16}\\$.*|\\{[0-9A-Z-]{3,16}\\}.*");

    /** A salt and a digest as bcrypt writes them, of no password that anybody knows. */
    private static final String NOBODYS = "Hq1vYt0oXkz7mBfJr5WcDeu2LpGa9NsTi3QyEoKxVbZnMwRl4UdPO";

    private final LongAdder made = new LongAdder();
    private final int cost;
    private final String dummy;

    /** Makes hashes of this cost, 4 to 16. */
    public PasswordHashes(int cost) {
        if (cost < 4 || cost > 16) {
            throw new IllegalArgumentException("the cost of a password hash is 4 to 16");
        }
        this.cost = cost;
        dummy = "$2a$" + (cost < 10 ? "0" : "") + cost + "$" + NOBODYS;
    }

    /** The stored form of this password: bcrypt. */
    public String hash(String password) {
        made.increment();
        return new String(BCrypt.with(HASHED).hash(cost, bytes(password)), US_ASCII);
    }

    /** Whether the password fits its stored form. */
    public boolean verify(String password, String stored) {
        if (BCRYPT.matcher(stored).matches()) {
            return verifyBcrypt(bytes(password), stored);
        }
        if (stored.isEmpty() || foreign(stored)) {
            return false;
        }
        if (MD5.matcher(stored).matches()) {
            return same(md5(bytes(password)), stored.toUpperCase(Locale.ROOT));
        }
        if (SALTED_MD5.matcher(stored).matches()) {
            int colon = stored.indexOf(':');
            var hash = saltedMd5(stored.substring(0, colon), password);
            return same(hash, stored.substring(colon + 1).toUpperCase(Locale.ROOT));
        }
        return same(password, stored);
    }

    /** Whether this stored form is not bcrypt: verifying it takes no time, and it is no place for a password to stay. */
    public static boolean old(String stored) {
        return !BCRYPT.matcher(stored).matches();
    }

    /** Whether this is a hash of a kind that is not known. It is not taken for clear text: then it would be the password. */
    static boolean foreign(String stored) {
        return old(stored) && FOREIGN.matcher(stored).matches();
    }

    /** Does the work of verifying a wrong password, so that time does not tell that there was nothing to verify. */
    public void work(String password) {
        verifyBcrypt(bytes(password), dummy);
    }

    /** How many bcrypt hashes were made up to now. */
    public long made() {
        return made.sum();
    }

    private boolean verifyBcrypt(byte[] password, String stored) {
        return verifyBcrypt(password, stored, HASHED)
                || (password.length > VERSION.allowedMaxPwLength && verifyBcrypt(password, stored, CUT));
    }

    private boolean verifyBcrypt(byte[] password, String stored, LongPasswordStrategy strategy) {
        made.increment();
        // The letter after the 2 tells of faults in other programs; the algorithm is one.
        return BCrypt.verifyer(VERSION, strategy).verify(password, stored.getBytes(US_ASCII)).verified;
    }

    /** Apache FtpServer hashes the hexadecimal digits, in upper case, again and again. */
    private static String saltedMd5(String salt, String password) {
        var hash = salt + password;
        for (int i = 0; i < SALTED_MD5_ROUNDS; i++) {
            hash = md5(bytes(hash));
        }
        return hash;
    }

    private static String md5(byte[] bytes) {
        try {
            return BaseEncoding.base16().encode(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(bytes(a), bytes(b));
    }

    /** The bytes that the client sent; those that are no UTF-8 must not all become the same question mark. */
    private static byte[] bytes(String password) {
        return NameCoding.UTF_8.encode(password);
    }
}
