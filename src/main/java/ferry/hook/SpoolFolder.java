package ferry.hook;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The folder of what is not delivered yet: a folder for each rule, one for what running programs are given, and a file that is
 * locked by the daemon that delivers. Another one that is started meanwhile, as in an upgrade, writes events of its own, and
 * delivers when the first has ended. All of it belongs to the daemon's user alone, since it tells who moves what.
 */
final class SpoolFolder implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final String RUNNING = "running";

    private final Path folder;
    private final FileChannel lockFile;
    /** Guards the lock of the file, which all rules ask for. */
    private final ReentrantLock asking = new ReentrantLock();

    private Optional<FileLock> lock = Optional.empty();

    private SpoolFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /** Makes it, if it is not there. */
    static SpoolFolder open(Path folder) throws IOException {
        make(folder);
        var file = folder.resolve(LOCK);
        return new SpoolFolder(
                folder,
                FileChannel.open(
                        file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), owner(file, false)));
    }

    private static void make(Path folder) throws IOException {
        Files.createDirectories(folder, owner(folder, true));
    }

    /** What keeps a new file or folder from others. */
    static FileAttribute<?>[] owner(Path path, boolean folder) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(folder ? "rwx------" : "rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Tries to become the one who delivers; once it has, it has for good. */
    boolean own() throws IOException {
        asking.lock();
        try {
            if (lock.isEmpty()) {
                lock = Optional.ofNullable(lockFile.tryLock());
                if (lock.isPresent()) {
                    clear();
                }
            }
            return lock.isPresent();
        } catch (OverlappingFileLockException _) {
            return false; // another daemon in this process has it
        } finally {
            asking.unlock();
        }
    }

    /** What programs of an earlier daemon were given. */
    private void clear() throws IOException {
        make(running());
        try (var files = Files.list(running())) {
            for (var file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Where the files of running programs are. */
    Path running() {
        return folder.resolve(RUNNING);
    }

    /** The folder of a rule, which is made. */
    Path ofRule(String rule) throws IOException {
        var path = path(rule);
        make(path);
        return path;
    }

    private Path path(String rule) {
        return folder.resolve("rule." + rule);
    }

    /** The rules for which events wait here. */
    List<String> waiting() throws IOException {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(each -> each.getFileName().toString().startsWith("rule."))
                    .filter(SpoolFolder::hasEvents)
                    .map(each -> each.getFileName().toString().substring("rule.".length()))
                    .sorted()
                    .toList();
        }
    }

    private static boolean hasEvents(Path rule) {
        try (var files = Files.list(rule)) {
            return files.anyMatch(file -> file.toString().endsWith(Segment.EVENTS) && Files.isRegularFile(file));
        } catch (IOException _) {
            return false;
        }
    }

    /** Whether it is this folder. */
    boolean at(Path path) {
        return folder.equals(path);
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
