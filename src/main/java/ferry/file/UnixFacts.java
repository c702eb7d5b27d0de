package ferry.file;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** Facts of a file as Linux tells them. */
final class UnixFacts implements BasicFileAttributes {
    /** The size of struct statx, which is the same on all processors. */
    static final int BYTES = 256;

    private static final int MASK = 0;
    private static final int LINKS = 16;
    private static final int MODE = 28;
    private static final int INODE = 32;
    private static final int SIZE = 40;
    private static final int CREATED = 80;
    private static final int MODIFIED = 112;
    private static final int DEVICE_MAJOR = 136;
    private static final int DEVICE_MINOR = 140;

    private static final long EARLIEST = Instant.MIN.getEpochSecond();
    private static final long LATEST = Instant.MAX.getEpochSecond();

    private static final int KNOWS_CREATED = 0x800;
    private static final int KIND = 0170000;
    private static final int FOLDER = 0040000;
    private static final int FILE = 0100000;
    private static final int LINK = 0120000;

    private final int mode;
    private final long size;
    private final long inode;
    private final int deviceMajor;
    private final int deviceMinor;
    private final long modified;
    private final int modifiedNanos;
    private final long created;
    private final int createdNanos;

    /** Those in this struct statx. */
    UnixFacts(MemorySegment facts) {
        mode = Short.toUnsignedInt(facts.get(JAVA_SHORT, MODE));
        size = facts.get(JAVA_LONG, SIZE);
        inode = facts.get(JAVA_LONG, INODE);
        deviceMajor = facts.get(JAVA_INT, DEVICE_MAJOR);
        deviceMinor = facts.get(JAVA_INT, DEVICE_MINOR);
        int birth = (facts.get(JAVA_INT, MASK) & KNOWS_CREATED) != 0 ? CREATED : MODIFIED;
        modified = facts.get(JAVA_LONG, MODIFIED);
        modifiedNanos = facts.get(JAVA_INT, MODIFIED + Long.BYTES);
        created = facts.get(JAVA_LONG, birth);
        createdNanos = facts.get(JAVA_INT, birth + Long.BYTES);
    }

    /** Whether what this struct statx tells of has no name any more. */
    static boolean removed(MemorySegment facts) {
        return facts.get(JAVA_INT, LINKS) == 0;
    }

    /** The permission bits, 0 to 0777. */
    int bits() {
        return mode & 0777;
    }

    @Override
    public FileTime lastModifiedTime() {
        return time(modified, modifiedNanos);
    }

    /** No file system tells it cheaply, and nobody asks. */
    @Override
    public FileTime lastAccessTime() {
        return lastModifiedTime();
    }

    @Override
    public FileTime creationTime() {
        return time(created, createdNanos);
    }

    /** A damaged disk, and tmpfs, have times that are none for Java: the nearest one stands for them, as in the JDK. */
    private static FileTime time(long second, int nanos) {
        return FileTime.from(Instant.ofEpochSecond(Math.clamp(second, EARLIEST, LATEST), nanos));
    }

    @Override
    public boolean isRegularFile() {
        return (mode & KIND) == FILE;
    }

    @Override
    public boolean isDirectory() {
        return (mode & KIND) == FOLDER;
    }

    @Override
    public boolean isSymbolicLink() {
        return (mode & KIND) == LINK;
    }

    @Override
    public boolean isOther() {
        return !isRegularFile() && !isDirectory() && !isSymbolicLink();
    }

    @Override
    public long size() {
        return size;
    }

    /** As text, equal to that of the JDK's own. */
    @Override
    public String fileKey() {
        return "(dev=" + device() + ",ino=" + inode + ")";
    }

    /** What only this file has: the same without the marks between. */
    String token() {
        return "dev" + device() + "ino" + inode;
    }

    /** As makedev of the C library puts it together. */
    private String device() {
        long high = (deviceMajor & 0xfffff000L) << 32 | (deviceMinor & 0xffffff00L) << 12;
        return Long.toHexString(high | (deviceMajor & 0xfffL) << 8 | (deviceMinor & 0xffL));
    }
}
