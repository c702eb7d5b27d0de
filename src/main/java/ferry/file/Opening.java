package ferry.file;

import ferry.protocol.ReplyException;
import java.io.Closeable;
import java.io.IOException;

/**
 * Something that is opened with the help of something else that is open already.
 *
 * @param <T> what is opened
 */
@FunctionalInterface
interface Opening<T> {
    /** Opens it. */
    T open() throws IOException, ReplyException;

    /** Opens it, and hands over {@code owned} to it; closes {@code owned} when that fails. */
    static <T> T with(Closeable owned, Opening<T> opening) throws IOException, ReplyException {
        boolean opened = false;
        try {
            T result = opening.open();
            opened = true;
            return result;
        } finally {
            if (!opened) {
                owned.close();
            }
        }
    }
}
