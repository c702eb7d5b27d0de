package ferry.admin;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The place of a control socket among the files: its owner's alone, and of one daemon at a time.
 *
 * @param path where it is
 * @param listener what listens there
 * @param owner whom the file belongs to, which is whom the daemon runs as
 * @param key tells this file from another one that takes its place
 */
record SocketFile(Path path, ServerSocketChannel listener, UserPrincipal owner, Object key) {
    private static final Logger LOG = LogManager.getLogger(SocketFile.class);
    private static final int BACKLOG = 32;
    private static final int TYPE = 0xF000; // of a mode: S_IFMT
    private static final int SOCKET = 0xC000; // S_IFSOCK
    private static final long PATIENCE_NANOS = 2_000_000_000;
    private static final long PAUSE_NANOS = 20_000_000;
    private static final ReentrantLock THIS_PROCESS = new ReentrantLock(); // file locks are between processes only

    /** Binds a socket, in the place of one that a daemon has left that is no more. */
    static SocketFile bind(Path path) throws IOException {
        makeFolder(path);
        THIS_PROCESS.lock();
        try (var lock = FileChannel.open(lockFile(path), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            awaitLock(lock, path); // which ends with the channel
            removeDead(path);
            return bound(path);
        } finally {
            THIS_PROCESS.unlock();
        }
    }

    private static Path lockFile(Path path) throws IOException {
        var file = path.resolveSibling("." + path.getFileName() + ".lock");
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(file + " is there and is no regular file"); // to open a FIFO waits for its reader
        }
        return file;
    }

    /** Other daemons have the lock for some milliseconds each; for somebody who does not give it back nobody waits. */
    private static void awaitLock(FileChannel lock, Path path) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (lock.tryLock() == null) {
            if (System.nanoTime() - end > 0) {
                LOG.warn("{}: another process holds on to the lock beside it; going on without", path);
                return;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static void makeFolder(Path path) throws IOException {
        var folder = Objects.requireNonNull(path.getParent());
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(Objects.requireNonNull(folder.getParent()));
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static void removeDead(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!isSocket(path)) {
            throw new IOException(path + " is there and is no socket");
        }
        if (living(path)) {
            throw new LivingSocketException(path);
        }
        LOG.debug("{} was left by a daemon that is no more", path);
        Files.delete(path);
    }

    /** A FIFO and a device are not. */
    private static boolean isSocket(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return (mode & TYPE) == SOCKET;
        }
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther();
    }

    private static boolean living(Path path) throws IOException {
        try (var probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.configureBlocking(false); // a full queue is no reason to wait: somebody has it
            probe.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (ConnectException _) {
            return false;
        } catch (IOException e) {
            LOG.debug("whether {} is alive: {}", path, e.toString());
            return true;
        }
    }

    private static SocketFile bound(Path path) throws IOException {
        var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            listener.bind(UnixDomainSocketAddress.of(path), BACKLOG);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            return new SocketFile(path, listener, Files.getOwner(path, LinkOption.NOFOLLOW_LINKS), key(path));
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    private static Object key(Path path) throws IOException {
        return Objects.requireNonNull(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey());
    }

    /** Whether its file is still there. */
    boolean found() {
        try {
            return key(path).equals(key);
        } catch (IOException _) {
            return false;
        }
    }

    /** Takes no more connections, and removes the file unless it is another daemon's by now. */
    void remove() throws IOException {
        listener.close();
        try {
            if (key(path).equals(key)) {
                Files.delete(path);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("{} is gone already", path);
        }
    }
}
