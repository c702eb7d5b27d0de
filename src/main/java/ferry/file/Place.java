package ferry.file;

import ferry.protocol.VirtualPath;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Where a path stands: an open folder and a name in it, which may or may not exist.
 *
 * @param folder the folder, open; for the home the home itself
 * @param path the path to here without any link on the way
 * @param attributes the facts of what stands under the name, never of a link's target; nothing when it does not exist
 */
record Place(Folder folder, VirtualPath path, Optional<BasicFileAttributes> attributes) implements Closeable {
    /** The name in the folder; there is none for the home. */
    String name() {
        return path.name().orElseThrow();
    }

    /** The same name, looked at again. */
    Place again() throws IOException {
        return new Place(folder, path, folder.find(name()));
    }

    /** Whether anything stands here. */
    boolean exists() {
        return attributes.isPresent();
    }

    /** Whether this is a real folder. */
    boolean directory() {
        return attributes.stream().anyMatch(Folder::real);
    }

    /** Whether this is a regular file. */
    boolean file() {
        return attributes.stream().anyMatch(BasicFileAttributes::isRegularFile);
    }

    /** Whether this is a symbolic link. */
    boolean link() {
        return attributes.stream().anyMatch(BasicFileAttributes::isSymbolicLink);
    }

    /** The bytes of the file, 0 when there is none. */
    long size() {
        return attributes.map(BasicFileAttributes::size).orElse(0L);
    }

    /** Closes the folder. */
    @Override
    public void close() throws IOException {
        folder.close();
    }
}
