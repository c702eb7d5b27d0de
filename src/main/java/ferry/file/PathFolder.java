package ferry.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.READ;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterators;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Iterator;
import java.util.Optional;

/**
 * A folder known by its path only, for file systems without handles: Windows, and what is no disk. Each folder on the
 * way is looked at again before each use; between this and the use another process could still put a link in its place.
 */
final class PathFolder implements Folder {
    private final Optional<PathFolder> parent;
    private final Path path;
    private final Names names;
    private final Class<? extends BasicFileAttributes> facts;
    private Optional<DirectoryStream<Path>> listing = Optional.empty();

    private PathFolder(Optional<PathFolder> parent, Path path, Names names) {
        this.parent = parent;
        this.path = path;
        this.names = names;
        boolean posix = names.fileSystem().supportedFileAttributeViews().contains("posix");
        facts = posix ? PosixFileAttributes.class : BasicFileAttributes.class;
    }

    /** The home. */
    static PathFolder home(Path path, Names names) {
        return new PathFolder(Optional.empty(), path, names);
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Path path(String name) {
        return path.resolve(names.path(name));
    }

    @Override
    public BasicFileAttributes attributes() throws IOException {
        check();
        return Files.readAttributes(path, facts);
    }

    @Override
    public Optional<BasicFileAttributes> find(String name) throws IOException {
        try {
            return Optional.of(Files.readAttributes(checked(name), facts, NOFOLLOW_LINKS));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** The path, whose equals knows whether upper and lower case are the same here. */
    @Override
    public Object identity(String name) throws IOException {
        return path.toRealPath().resolve(names.path(name));
    }

    @Override
    public Folder enter(String name) throws IOException {
        var folder = new PathFolder(Optional.of(this), path(name), names);
        folder.check();
        return folder;
    }

    @Override
    public SeekableByteChannel open(String name, OpenOption... options) throws IOException {
        var all = ImmutableSet.<OpenOption>builder().add(options).add(NOFOLLOW_LINKS);
        try {
            return Files.newByteChannel(checked(name), all.build());
        } catch (IllegalArgumentException | UnsupportedOperationException _) {
            // A provider without links (zip, object stores) may not know the option.
            return Files.newByteChannel(checked(name), options);
        }
    }

    @Override
    public void makeDirectory(String name) throws IOException {
        Files.createDirectory(checked(name));
    }

    @Override
    public void makeLink(String name, Path text) throws IOException {
        Files.createSymbolicLink(checked(name), text);
    }

    @Override
    public void deleteFile(String name) throws IOException {
        if (find(name).stream().anyMatch(Folder::real)) {
            throw new FileSystemException(name, null, "is a directory");
        }
        Files.delete(path(name));
    }

    @Override
    public void deleteDirectory(String name) throws IOException {
        if (!find(name).stream().allMatch(Folder::real)) {
            throw new NotDirectoryException(name);
        }
        Files.delete(path(name));
    }

    @Override
    public void move(String name, Folder folder, String newName) throws IOException {
        var target = ((PathFolder) folder.itself()).checked(newName);
        if (folder.find(newName).stream().anyMatch(Folder::real)) {
            throw new FileAlreadyExistsException(newName);
        }
        try {
            Files.move(checked(name), target, ATOMIC_MOVE, REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException | UnsupportedOperationException _) {
            Files.move(checked(name), target, REPLACE_EXISTING);
        }
    }

    @Override
    public void setModified(String name, FileTime time) throws IOException {
        Files.getFileAttributeView(checked(name), BasicFileAttributeView.class, NOFOLLOW_LINKS)
                .setTimes(time, null, null);
    }

    @Override
    public void setCreated(String name, FileTime time) throws IOException {
        Files.getFileAttributeView(checked(name), BasicFileAttributeView.class, NOFOLLOW_LINKS)
                .setTimes(null, null, time);
    }

    @Override
    public void setGroup(String name, GroupPrincipal group) throws IOException {
        Files.getFileAttributeView(checked(name), PosixFileAttributeView.class, NOFOLLOW_LINKS)
                .setGroup(group);
    }

    @Override
    public void setMode(String name, int bits) throws IOException {
        Files.getFileAttributeView(checked(name), PosixFileAttributeView.class, NOFOLLOW_LINKS)
                .setPermissions(Modes.permissions(bits));
    }

    @Override
    public void force() throws IOException {
        if (names.bytes()) {
            check();
            try (var channel = FileChannel.open(path, READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    @SuppressWarnings("StreamResourceLeak") // closed with the folder
    public Iterator<String> names() throws IOException {
        check();
        var stream = Files.newDirectoryStream(path);
        listing = Optional.of(stream);
        return Iterators.transform(stream.iterator(), names::text);
    }

    @Override
    public void close() throws IOException {
        if (listing.isPresent()) {
            listing.get().close();
        }
    }

    private Path checked(String name) throws IOException {
        check();
        return path(name);
    }

    /** The home itself may be a link: it is the operator's. */
    private void check() throws IOException {
        if (parent.isPresent()) {
            parent.get().check();
            if (!Folder.real(Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS))) {
                throw new NotDirectoryException(path.toString());
            }
        }
    }
}
