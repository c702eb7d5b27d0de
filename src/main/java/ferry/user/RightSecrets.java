package ferry.user;

import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.hash.HashCode;
import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import com.google.common.util.concurrent.Striped;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Secrets that were right a short while ago, so that a client with ten connections pays for one strong hash.
 *
 * <p>Of each only an HMAC is kept, over the user, the stored form and the secret, by a random key that never leaves this
 * object: a new stored form makes it worthless at once. Wrong secrets are not known here, and cost what they cost without it.
 * Safe for many threads.
 */
public final class RightSecrets {
    /** Each takes some 300 bytes. */
    private static final int MOST = 10_000;

    private static final int STRIPES = 1024;

    private final HashFunction hmac = Hashing.hmacSha256(key());
    private final Optional<Cache<Owner, HashCode>> right;

    /** Those that are being examined: who says the same meanwhile waits for the outcome. */
    private final Striped<Semaphore> examined = Striped.lazyWeakSemaphore(STRIPES, 1);

    private record Owner(String user, Attribute attribute) {}

    /**
     * A secret that somebody claims to be right.
     *
     * @param stored the form in which the right one is stored
     * @param mac a digest of all of it
     */
    record Claim(String user, Attribute attribute, String stored, String secret, HashCode mac) {
        /** The user and what the secret is for; nothing that a log may not have. */
        @Override
        public String toString() {
            return "Claim[" + user + ", " + attribute + "]";
        }
    }

    private RightSecrets(Optional<Cache<Owner, HashCode>> right) {
        this.right = right;
    }

    /** Remembers nothing. */
    public static RightSecrets forgotten() {
        return new RightSecrets(Optional.empty());
    }

    /** Remembers for so long, which nothing makes longer; zero is not at all. */
    public static RightSecrets remembered(Duration time) {
        return time.isZero() ? forgotten() : remembered(time, MOST, Ticker.systemTicker());
    }

    /** The same for so many secrets, those that were used last, and with another clock. */
    public static RightSecrets remembered(Duration time, int most, Ticker ticker) {
        return new RightSecrets(Optional.of(CacheBuilder.newBuilder()
                .concurrencyLevel(1) // else each part of the cache has a bound of its own
                .maximumSize(most)
                .expireAfterWrite(time)
                .ticker(ticker)
                .build()));
    }

    private static byte[] key() {
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /** A claim to be examined. */
    Claim claim(String user, Attribute attribute, String stored, String secret) {
        var hasher = hmac.newHasher();
        for (var text : List.of(attribute.word(), user, stored, secret)) {
            // With its length, so that no two claims look the same; and no charset, in which what is no text would look
            // the same.
            hasher.putInt(text.length()).putUnencodedChars(text);
        }
        return new Claim(user, attribute, stored, secret, hasher.hash());
    }

    /** Whether this was found right a short while ago. */
    boolean know(Claim claim) {
        // HashCode.equals takes the same time whatever is equal.
        return right.map(cache -> cache.getIfPresent(owner(claim)))
                .filter(claim.mac()::equals)
                .isPresent();
    }

    /** Notes that this was found right. */
    void note(Claim claim) {
        right.ifPresent(cache -> cache.put(owner(claim), claim.mac()));
    }

    /** The turn of those who claim the same at the same time; nothing when each of them is to be examined. */
    Optional<Semaphore> turn(Claim claim) {
        return right.map(_ -> examined.get(claim.mac()));
    }

    private static Owner owner(Claim claim) {
        return new Owner(claim.user(), claim.attribute());
    }
}
