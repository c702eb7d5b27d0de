package ferry.server;

import static ferry.data.StallWatch.NOT_WAITING;

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
 */
final class ReplyWriter implements StallWatch.Watched {
    private static final Logger LOG = LogManager.getLogger(ReplyWriter.class);

    private final Socket socket;
    private volatile ControlStream out;
    private final ReentrantLock lock = new ReentrantLock(); // guards the order of what is written
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

    /** Writes a reply; blocks while the client does not read. */
    void write(Reply reply, NameCoding coding) throws IOException {
        byte[] bytes = reply.encode(coding);
        lock.lock();
        try {
            writingSince = System.nanoTime();
            out.write(bytes);
        } finally {
            writingSince = NOT_WAITING;
            lock.unlock();
        }
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
