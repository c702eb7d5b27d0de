package ferry.properties;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.UUID;

/** Writes files as a whole: the bytes go to a temporary file beside the place, which then takes the name. */
public final class AtomicFile {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private AtomicFile() {}

    /** Writes these bytes; on an exception the old file is as it was. A symbolic link stays, its target is replaced. */
    public static void write(Path file, byte[] bytes) throws IOException {
        boolean exists = Files.exists(file);
        var target = exists ? file.toRealPath() : file.toAbsolutePath();
        if (exists && !Files.isWritable(target)) {
            // The rename below needs only a writable folder; a file made read-only is meant to stay as it is.
            throw new AccessDeniedException(target.toString(), null, "read-only");
        }
        var temporary = temporary(target);
        try {
            fill(temporary, bytes, target);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        forceFolder(target);
    }

    /**
     * Writes a new file, which belongs to its owner alone; false if there is one already, which stays. Of several who do it
     * at once, one wins.
     */
    public static boolean create(Path file, byte[] bytes) throws IOException {
        var target = file.toAbsolutePath();
        var temporary = temporary(target);
        try {
            fill(temporary, bytes, target);
            link(temporary, target);
        } catch (FileAlreadyExistsException _) {
            return false;
        } finally {
            Files.deleteIfExists(temporary);
        }
        forceFolder(target);
        return true;
    }

    /** A rename would replace a file that came meanwhile; only where there are no hard links it has to do. */
    private static void link(Path temporary, Path target) throws IOException {
        try {
            Files.createLink(target, temporary);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException _) {
            Files.move(temporary, target);
        }
    }

    private static Path temporary(Path target) {
        return target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    }

    private static void fill(Path temporary, byte[] bytes, Path target) throws IOException {
        boolean posix = target.getFileSystem().supportedFileAttributeViews().contains("posix");
        Files.createFile(temporary, posix ? new FileAttribute<?>[] {OWNER_ONLY} : new FileAttribute<?>[0]);
        if (posix && Files.exists(target)) {
            copyOwnership(target, temporary);
        }
        try (var channel = Files.newByteChannel(temporary, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            if (channel instanceof FileChannel file) {
                file.force(true);
            }
        }
    }

    /** Copies owner, group and permissions; what is the same already is not touched, since only root may set an owner. */
    private static void copyOwnership(Path from, Path to) throws IOException {
        var view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        var wanted =
                Files.getFileAttributeView(from, PosixFileAttributeView.class).readAttributes();
        var given = view.readAttributes();
        if (!given.group().equals(wanted.group())) {
            view.setGroup(wanted.group());
        }
        if (!given.owner().equals(wanted.owner())) {
            view.setOwner(wanted.owner());
        }
        view.setPermissions(wanted.permissions());
    }

    /** Makes the rename itself durable, where folders can be opened: not on Windows, not in every provider. */
    private static void forceFolder(Path target) {
        try (var folder = FileChannel.open(parent(target), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException | UnsupportedOperationException _) {
            return;
        }
    }

    private static Path parent(Path target) {
        return Objects.requireNonNull(target.getParent(), "a file stands in a folder");
    }
}
