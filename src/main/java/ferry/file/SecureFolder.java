package ferry.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterators;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Iterator;
import java.util.Optional;

/** A folder held open by the operating system: everything happens relative to the handle (openat and its kin). */
final class SecureFolder implements Folder {
    private final Handle handle;
    private final SecureDirectoryStream<Path> stream;
    private final Path path;
    private final Names names;
    private final Class<? extends BasicFileAttributeView> view;
    private Optional<SecureDirectoryStream<Path>> listed = Optional.empty();

    /** A user of the handle. */
    SecureFolder(Handle handle, Path path, Names names) {
        this.handle = handle;
        stream = handle.stream();
        this.path = path;
        this.names = names;
        boolean posix = names.fileSystem().supportedFileAttributeViews().contains("posix");
        view = posix ? PosixFileAttributeView.class : BasicFileAttributeView.class;
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
        return stream.getFileAttributeView(view).readAttributes();
    }

    @Override
    public Optional<BasicFileAttributes> find(String name) throws IOException {
        try {
            return Optional.of(view(name, view).readAttributes());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    @Override
    public Object identity(String name) throws IOException {
        return new Identity(names.fileSystem(), handle.key().orElse(path), name);
    }

    @Override
    public Folder enter(String name) throws IOException {
        return new SecureFolder(opened(name), path(name), names);
    }

    @Override
    public Folder enter(String name, BasicFileAttributes seen) throws IOException {
        if (!names.bytes() || seen.fileKey() == null) {
            return enter(name);
        }
        var below = path(name);
        var known = OpenFolders.OF_PROCESS.find(seen.fileKey(), below);
        if (known.isPresent()) {
            return new SecureFolder(known.get(), below, names);
        }
        var opened = opened(name);
        OpenFolders.OF_PROCESS.keep(opened, below);
        return new SecureFolder(opened, below, names);
    }

    private Handle opened(String name) throws IOException {
        return new Handle(stream.newDirectoryStream(names.path(name), NOFOLLOW_LINKS));
    }

    @Override
    public SeekableByteChannel open(String name, OpenOption... options) throws IOException {
        var all = ImmutableSet.<OpenOption>builder().add(options).add(NOFOLLOW_LINKS);
        return stream.newByteChannel(names.path(name), all.build());
    }

    @Override
    public void makeDirectory(String name) throws IOException {
        Files.createDirectory(path(name));
    }

    @Override
    public void makeLink(String name, Path text) throws IOException {
        Files.createSymbolicLink(path(name), text);
    }

    @Override
    public void deleteFile(String name) throws IOException {
        stream.deleteFile(names.path(name));
    }

    @Override
    public void deleteDirectory(String name) throws IOException {
        stream.deleteDirectory(names.path(name));
    }

    @Override
    public void move(String name, Folder folder, String newName) throws IOException {
        stream.move(names.path(name), ((SecureFolder) folder.itself()).stream, names.path(newName));
    }

    @Override
    public void setModified(String name, FileTime time) throws IOException {
        view(name, BasicFileAttributeView.class).setTimes(time, null, null);
    }

    @Override
    public void setCreated(String name, FileTime time) throws IOException {
        view(name, BasicFileAttributeView.class).setTimes(null, null, time);
    }

    @Override
    public void setGroup(String name, GroupPrincipal group) throws IOException {
        view(name, PosixFileAttributeView.class).setGroup(group);
    }

    @Override
    public void setMode(String name, int bits) throws IOException {
        view(name, PosixFileAttributeView.class).setPermissions(Modes.permissions(bits));
    }

    /** By a channel to the handle itself: the path may lead to another folder by now. */
    @Override
    public void force() throws IOException {
        if (names.bytes()) {
            var itself = names.fileSystem().getPath(".");
            try (var channel = stream.newByteChannel(itself, ImmutableSet.of(READ, NOFOLLOW_LINKS))) {
                ((FileChannel) channel).force(true);
            }
        }
    }

    /** The names can be read once only: for those who share a handle the folder is opened again. */
    @Override
    public Iterator<String> names() throws IOException {
        if (handle.shared() && listed.isEmpty()) {
            listed = Optional.of(stream.newDirectoryStream(names.fileSystem().getPath("."), NOFOLLOW_LINKS));
        }
        return Iterators.transform(listed.orElse(stream).iterator(), names::text);
    }

    @Override
    public Contents contents() throws IOException {
        var contents = names.bytes() ? NativeContents.of(this) : Optional.<Contents>empty();
        return contents.isPresent() ? contents.get() : new NamedContents(this);
    }

    @Override
    public void close() throws IOException {
        try (handle) {
            if (listed.isPresent()) {
                listed.get().close();
            }
        }
    }

    private <V extends BasicFileAttributeView> V view(String name, Class<V> type) {
        return stream.getFileAttributeView(names.path(name), type, NOFOLLOW_LINKS);
    }

    private record Identity(Object fileSystem, Object folder, String name) {}
}
