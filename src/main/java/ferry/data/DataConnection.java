package ferry.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;

/**
 * An open data connection. Trouble of the network is thrown as {@link DataConnectionException}, so that it is never
 * taken for trouble with a file.
 *
 * <p>Belongs to the transfer that opened it. {@link #close} may be called from another thread and ends what blocks here.
 */
sealed interface DataConnection extends Closeable permits ClearConnection, ProtectedConnection {
    /** So many bytes of a file go out as one packet: as many at a time, or a multiple, are sent with the least work. */
    int packet();

    /** Reads some bytes; blocks; -1 at the end. */
    int read(ByteBuffer into) throws IOException;

    /** Writes all the bytes; blocks. */
    void write(ByteBuffer bytes) throws IOException;

    /** Writes what the network takes at once, which may be nothing. */
    void writeAtOnce(ByteBuffer bytes) throws IOException;

    /** Whether {@link #sendFile} can be called, on a platform thread. */
    boolean sendsFiles();

    /**
     * Sends a part of a file by one system call, as far as it goes; blocks. For platform threads only: on a virtual
     * thread a stalled peer would hold the carrier. Returns 0 when nothing could be sent that way just now.
     */
    long sendFile(FileChannel file, long position, long count) throws IOException;

    /** Whether the peer itself has said that all has come, so that nothing else need be asked for that. */
    boolean endedInOrder();

    /** The channel that carries it. */
    SocketChannel channel();

    /** Tells the peer that all has been sent, and closes. */
    void finish() throws IOException;
}
