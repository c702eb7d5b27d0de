package ferry.file;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The reserved names: those of partial files, and of folders about to be moved into place. Users neither see nor name
 * them.
 *
 * <p>Three forms, told apart by the character behind the owner's mark: {@code .ferry-part-1a2b3c4d-NAME} for NAME;
 * {@code .ferry-part-1a2b3c4d#…} with a digest where this would be too long; {@code .ferry-part-1a2b3c4d~…} with a random
 * number for an upload that nobody can resume. The mark keeps one user from resuming or seeing what another left.
 */
final class PartNames {
    private static final String PART = ".ferry-part-";
    private static final String DIRECTORY = ".ferry-dir-";
    private static final int DIGEST_BYTES = 16;
    private static final Pattern PARTS =
            Pattern.compile(Pattern.quote(PART) + "[0-9a-f]{8}(-.+|#[0-9a-f]{32}|~[0-9a-f]{16})", Pattern.DOTALL);
    private static final Pattern MOVING = Pattern.compile(Pattern.quote(DIRECTORY) + "[0-9a-f]{16}");

    private final String owner;
    private String prefix = ""; // made when it is needed: most logins meet no partial file

    /** The names of this user's partial files. */
    PartNames(String owner) {
        this.owner = owner;
    }

    private String prefix() {
        if (prefix.isEmpty()) {
            prefix = PART + hex(owner, 4);
        }
        return prefix;
    }

    /** The name of the partial file for this name. */
    String part(String name) {
        String part = prefix() + "-" + name;
        return Names.fits(part) ? part : prefix() + "#" + hex(name, DIGEST_BYTES);
    }

    /** A name for a partial file that cannot be resumed. */
    String passing(RandomGenerator random) {
        return prefix() + "~" + HexFormat.of().toHexDigits(random.nextLong());
    }

    /** Whether this is a partial file of this user. */
    boolean own(String name) {
        return name.startsWith(prefix());
    }

    /** The name that this partial file of this user is for, where it can be told. */
    Optional<String> shown(String name) {
        return name.startsWith(prefix() + "-") ? Optional.of(name.substring(prefix().length() + 1)) : Optional.empty();
    }

    /** A name for a folder that is about to be moved into place. */
    static String directory(RandomGenerator random) {
        return DIRECTORY + HexFormat.of().toHexDigits(random.nextLong());
    }

    /** Whether this is the name of a partial file, of whatever user. */
    static boolean partial(String name) {
        return name.startsWith(PART) && PARTS.matcher(name).matches();
    }

    /** Whether this is a name for a folder or a link that is about to be moved into place. */
    static boolean moving(String name) {
        return name.startsWith(DIRECTORY) && MOVING.matcher(name).matches();
    }

    /** Whether this name is ours; in any case, for the file systems that do not see a difference. */
    static boolean reserved(String name) {
        return name.regionMatches(true, 0, PART, 0, PART.length())
                || name.regionMatches(true, 0, DIRECTORY, 0, DIRECTORY.length());
    }

    private static String hex(String text, int bytes) {
        return Hashing.sha256()
                .hashString(text, StandardCharsets.UTF_8)
                .toString()
                .substring(0, 2 * bytes);
    }
}
