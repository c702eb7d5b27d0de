package ferry.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.util.Iterator;
import java.util.Optional;

/**
 * An open folder below the home. Every method takes single names in it, and none follows a link.
 *
 * <p>{@link SecureFolder} is a handle of the operating system: it stays this folder, whatever happens to the path that
 * led to it. {@link PathFolder} stands in where the file system has no such handles. {@link CountedFolder} stands before either where
 * changes must be counted.
 */
sealed interface Folder extends Closeable permits SecureFolder, PathFolder, CountedFolder {
    /** The folder itself, without what counts its changes. */
    default Folder itself() {
        return this;
    }

    /**
     * The same folder, for a file that is going to take the place of this one, if there is one, and besides will free so
     * many bytes: within a quota it may be larger by them. Only one of the two is closed.
     */
    default Folder replacing(Optional<BasicFileAttributes> old, long freed) {
        return this;
    }

    /** Whether a quota is exceeded here, as what is replaced may make it for a while. */
    default boolean overfull() {
        return false;
    }

    /** Where the folder was when it was opened. Only for what cannot be done from a handle and does no harm elsewhere. */
    Path path();

    /** The path of an entry, with the same reserve. */
    Path path(String name);

    /** The facts of the folder itself. */
    BasicFileAttributes attributes() throws IOException;

    /** The facts of an entry, PosixFileAttributes where the file system has them; nothing when it does not exist. */
    Optional<BasicFileAttributes> find(String name) throws IOException;

    /** What an entry is to the whole process: equal for the same name in the same folder, however it was reached. */
    Object identity(String name) throws IOException;

    /** Opens a folder in this one. The caller has seen that it is a real folder: on a FIFO this would wait for ever. */
    Folder enter(String name) throws IOException;

    /** The same for a folder that was seen just now: a handle that is open already may do. */
    default Folder enter(String name, BasicFileAttributes seen) throws IOException {
        return enter(name);
    }

    /** Opens a file. The caller has seen that it is a regular file, or asks for CREATE_NEW. */
    SeekableByteChannel open(String name, OpenOption... options) throws IOException;

    /** Makes a folder, by path. */
    void makeDirectory(String name) throws IOException;

    /** Makes a symbolic link with this text, by path. */
    void makeLink(String name, Path text) throws IOException;

    /** Deletes anything that is no folder. */
    void deleteFile(String name) throws IOException;

    /** Deletes an empty folder. */
    void deleteDirectory(String name) throws IOException;

    /** Moves an entry into that folder under that name; anything there that is no folder is replaced. */
    void move(String name, Folder folder, String newName) throws IOException;

    /** Sets the modification time of a regular file or a folder. */
    void setModified(String name, FileTime time) throws IOException;

    /** Sets the creation time of a regular file or a folder; says nothing where this cannot be done. */
    void setCreated(String name, FileTime time) throws IOException;

    /** Sets the group of a regular file or a folder. */
    void setGroup(String name, GroupPrincipal group) throws IOException;

    /** Sets the permission bits of a regular file or a folder. */
    void setMode(String name, int bits) throws IOException;

    /** Waits until the names in the folder are on the disk; says nothing where this cannot be done: Windows, no disk. */
    void force() throws IOException;

    /** The names in the folder, read as they are asked for; once only. May throw {@link DirectoryIteratorException}. */
    Iterator<String> names() throws IOException;

    /** The names, likewise, and the facts behind them; to be closed before the folder. */
    default Contents contents() throws IOException {
        return new NamedContents(this);
    }

    /** Closes the handle. */
    @Override
    void close() throws IOException;

    /** Whether these are the facts of a real folder; a Windows junction says that it is a folder and something else. */
    static boolean real(BasicFileAttributes attributes) {
        return attributes.isDirectory() && !attributes.isOther();
    }
}
