package ferry.server;

import static ferry.data.StallWatch.NOT_WAITING;

import com.google.common.primitives.Bytes;
import ferry.data.StallWatch;
import ferry.protocol.NameCoding;
import ferry.protocol.Reply;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Writes replies, each in one piece, from any thread. A client that reads none of them is cut by the stall watch.
 *
 * <p>A reply can be kept back, to be sent in one piece with what comes behind it: the replies to commands that came
 * together, or 150 and 226 of a small file.
 */
final class ReplyWriter implements StallWatch.Watched {
    private static final Logger LOG = LogManager.getLogger(ReplyWriter.class);
    private static final int MOST_KEPT = 4096;
    private static final byte[] NOTHING = {};

    private final Socket socket;
    private volatile ControlStream out;
    private final ReentrantLock lock = new ReentrantLock(); // guards the order of what is written, and kept
    private byte[] kept = NOTHING;
    private volatile long writingSince = NOT_WAITING;

    /** Writes to this stream of the socket; both belong to the caller. */
    ReplyWriter(Socket socket, ControlStream out) {
        this.socket = socket;
        this.out = out;
    }

    /** Writes to another stream from now on. */
    void writeTo(ControlStream other) {
        out = other;
    }

    /** Writes a reply behind what was kept; blocks while the client does not read. */
    void write(Reply reply, NameCoding coding) throws IOException {
        byte[] bytes = reply.encode(coding);
        lock.lock();
        try {
            send(kept.length == 0 ? bytes : Bytes.concat(kept, bytes));
        } finally {
            lock.unlock();
        }
        log(reply);
    }

    /** Keeps a reply, to be written with the next one, or by {@link #flush}; blocks only when too much is kept. */
    void keep(Reply reply, NameCoding coding) throws IOException {
        byte[] bytes = reply.encode(coding);
        lock.lock();
        try {
            kept = kept.length == 0 ? bytes : Bytes.concat(kept, bytes);
            if (kept.length > MOST_KEPT) {
                send(kept);
            }
        } finally {
            lock.unlock();
        }
        log(reply);
    }

    /** Writes what was kept; blocks while the client does not read. */
    void flush() throws IOException {
        lock.lock();
        try {
            if (kept.length > 0) {
                send(kept);
            }
        } finally {
            lock.unlock();
        }
    }

    private void send(byte[] bytes) throws IOException {
        kept = NOTHING;
        writingSince = System.nanoTime();
        try {
            out.write(bytes);
        } finally {
            writingSince = NOT_WAITING;
        }
    }

    private static void log(Reply reply) {
        LOG.debug("< {} {}", reply.code().number(), reply.lines().getLast());
    }

    @Override
    public long lastProgress() {
        return writingSince == NOT_WAITING ? out.sendingSince() : writingSince;
    }

    @Override
    public void cutStalled() {
        try {
            LOG.warn("client {} does not read its replies; connection cut", socket.getInetAddress());
            socket.close();
        } catch (IOException e) {
            LOG.debug("closing", e);
        }
    }
}
