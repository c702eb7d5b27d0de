package ferry.file;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Permission bits, 0 to 0777, and the words that the JDK has for them. */
final class Modes {
    private static final PosixFilePermission[] FROM_THE_TOP = PosixFilePermission.values();

    private Modes() {}

    /** The bits of a file; where the file system has none, what a usual umask would give. */
    static int of(BasicFileAttributes attributes) {
        if (attributes instanceof UnixFacts unix) {
            return unix.bits();
        }
        if (attributes instanceof PosixFileAttributes posix) {
            int bits = 0;
            for (PosixFilePermission permission : posix.permissions()) {
                bits |= bit(permission);
            }
            return bits;
        }
        return attributes.isDirectory() ? 0755 : 0644;
    }

    /** The words for these bits. */
    static Set<PosixFilePermission> permissions(int bits) {
        var permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (PosixFilePermission permission : FROM_THE_TOP) {
            if ((bits & bit(permission)) != 0) {
                permissions.add(permission);
            }
        }
        return permissions;
    }

    /** The constants stand in the order of the bits, OWNER_READ (0400) first. */
    @SuppressWarnings("EnumOrdinal")
    private static int bit(PosixFilePermission permission) {
        return 0400 >> permission.ordinal();
    }
}
