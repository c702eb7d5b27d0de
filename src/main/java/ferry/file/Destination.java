package ferry.file;

import ferry.protocol.ReplyException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/** Where the bytes of an upload go, and what becomes of them. */
sealed interface Destination extends Closeable permits PartFile, PlainFile {
    /** Closes the channel, and makes what it received the file; {@code named} is run before anybody else can change it. */
    void commit(SeekableByteChannel channel, Runnable named) throws IOException, ReplyException;

    /** The folder in which the file has its name. */
    Folder folder();

    /** Throws away what was received; the channel is closed. */
    void discard() throws IOException;

    /**
     * Gives back the folder and the names that were taken; the channel is closed. Unless the upload was committed or
     * discarded, keeps what came if it can be resumed.
     */
    @Override
    void close() throws IOException;
}
