package ferry.server;

import ferry.data.StallWatch;
import ferry.protocol.HostName;
import ferry.protocol.NameCoding;
import ferry.protocol.Reply;
import ferry.tls.Tls;
import ferry.tls.TlsLogin;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * What a control connection is made of: its socket, the lines that come, the replies that go, and TLS between the two and
 * the socket or not. Owns the socket.
 */
final class ControlChannel {
    private static final Logger LOG = LogManager.getLogger(ControlChannel.class);
    private static final byte[] NOTHING = {};

    private final Socket socket;
    private final LineReader lines;
    private final ReplyWriter replies;
    private volatile ControlStream stream;
    private volatile boolean switching;

    /** In clear. */
    ControlChannel(Socket socket) {
        this.socket = socket;
        stream = new ControlStream.Clear(socket, NOTHING);
        lines = new LineReader(stream);
        replies = new ReplyWriter(socket, stream);
    }

    /** The next line; waits for it, and before that writes the replies that were kept. */
    LineReader.Input next(NameCoding coding) {
        return lines.next(coding, replies::flush);
    }

    /** Whether something comes up to this {@link System#nanoTime}, without taking it. */
    LineReader.Look look(long deadline) {
        return lines.look(deadline);
    }

    /** Whether a thread is reading just now. */
    boolean receiving() {
        return lines.receiving();
    }

    /** Writes a reply, from any thread; blocks while the client does not read. */
    void write(Reply reply, NameCoding coding) throws IOException {
        replies.write(reply, coding);
    }

    /** Keeps a reply, to be written with the next one, or by {@link #flush}. */
    void keep(Reply reply, NameCoding coding) throws IOException {
        replies.keep(reply, coding);
    }

    /** Writes the replies that were kept, from any thread; blocks while the client does not read. */
    void flush() throws IOException {
        replies.flush();
    }

    /** Whether bytes have come that are not taken yet. By the thread that reads. */
    boolean hasMore() {
        return lines.hasMore();
    }

    /** What there is to read, without waiting for it; by the thread that reads, and while nobody writes. In clear only. */
    LineReader.Look glance() {
        return lines.glance();
    }

    /** What cuts the connection when the client reads no replies. */
    StallWatch.Watched watched() {
        return replies;
    }

    /**
     * Begins TLS, until this {@link System#nanoTime}; blocks. By the thread that reads. A client that has said more before
     * the handshake is refused: nobody knows who put that there.
     */
    TlsLogin protect(Tls tls, Optional<HostName> host, long deadline) throws IOException {
        if (lines.hasMore()) {
            throw new IOException("commands in clear came behind AUTH");
        }
        switching = true;
        try {
            var login = tls.accept(socket.getChannel(), host, deadline);
            go(new ControlStream.Protected(login.control()));
            return login;
        } finally {
            switching = false;
        }
    }

    /** Whether TLS is about to begin, so that no reply can be understood. Safe for all threads. */
    boolean switching() {
        return switching;
    }

    /**
     * Ends TLS in order, and goes on in clear: RFC 4217, section 13. Waits for the client to do the same up to this
     * {@link System#nanoTime}. By the thread that reads.
     */
    void expose(TlsLogin login, long deadline) throws IOException {
        if (lines.hasMore()) {
            throw new IOException("commands came behind the one that ends TLS");
        }
        var tls = login.control();
        tls.closeOutput();
        tls.awaitEnd(deadline);
        go(new ControlStream.Clear(socket, tls.rest()));
    }

    private void go(ControlStream next) {
        stream = next;
        lines.readFrom(next);
        replies.writeTo(next);
    }

    /** Closes; what was written last still arrives. Safe for all threads, and waits for none. */
    void close() {
        try {
            boolean writing = replies.lastProgress() != StallWatch.NOT_WAITING; // and would have to be waited for
            if (!writing && !socket.isClosed() && !socket.isOutputShutdown()) {
                stream.end();
                socket.shutdownOutput();
            }
        } catch (IOException e) {
            LOG.debug("the client was gone already", e);
        }
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("closing", e);
        }
    }
}
