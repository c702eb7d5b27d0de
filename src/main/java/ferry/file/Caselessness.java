package ferry.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Finds out whether a disk takes upper and lower case of names for the same: macOS does, and Linux in some folders, and their
 * paths do not tell.
 */
final class Caselessness {
    private Caselessness() {}

    /** Whether this path, or what is there of it, is found under a name in other case as well. */
    static boolean of(Path path) {
        for (Path there = path; there != null && there.getFileName() != null; there = there.getParent()) {
            String name = there.getFileName().toString();
            String other = other(name);
            if (!other.equals(name) && Files.exists(there)) {
                return same(there, there.resolveSibling(other));
            }
        }
        return false;
    }

    private static String other(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals(name) ? name.toUpperCase(Locale.ROOT) : lower;
    }

    private static boolean same(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException _) {
            return false;
        }
    }
}
