package ferry.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The names in a folder, read as they are asked for, and what stands under each. Used by one thread, and closed before the
 * folder.
 */
sealed interface Contents extends Closeable permits NamedContents, NativeContents {
    /** Goes on to the next name; false at the end. May throw {@link DirectoryIteratorException}. */
    boolean next() throws IOException;

    /** The name. */
    String name();

    /** The facts of what stands under the name, as {@link Folder#find} has them; nothing when it has gone. */
    Optional<BasicFileAttributes> facts() throws IOException;
}
