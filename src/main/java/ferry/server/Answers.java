package ferry.server;

import static ferry.protocol.ReplyCode.SERVICE_NOT_AVAILABLE;

import ferry.protocol.Reply;
import ferry.session.Session;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** What a session says to its client: replies, and once that the connection ends, 421. Safe for all threads. */
final class Answers {
    private static final Logger LOG = LogManager.getLogger(Answers.class);

    private final ControlChannel channel;
    private final Session session;
    private final Runnable gone;
    private final ReentrantLock farewell = new ReentrantLock(); // guards the next field; held until the client is told
    private boolean told; // that the connection ends: 421

    /** In the coding of this session; {@code gone} is run when the client takes no replies any more. */
    Answers(ControlChannel channel, Session session, Runnable gone) {
        this.channel = channel;
        this.session = session;
        this.gone = gone;
    }

    /** Says a reply at once, behind those that were kept. */
    void say(Reply reply) {
        if (reply.code() == SERVICE_NOT_AVAILABLE) {
            boolean _ = farewell(reply);
        } else {
            attempt(() -> channel.write(reply, session.coding()));
        }
    }

    /** Keeps a reply, to be said together with the next one, or by {@link #flush}. */
    void keep(Reply reply) {
        attempt(() -> channel.keep(reply, session.coding()));
    }

    /** Says what was kept. */
    void flush() {
        attempt(channel::flush);
    }

    /**
     * Says 421 unless it was said; true when it was this call that did. Afterwards it is written, whoever did: else one
     * thread could close what another one is about to say it on.
     */
    boolean farewell(Reply reply) {
        farewell.lock();
        try {
            boolean first = !told;
            told = true;
            if (first) {
                attempt(() -> channel.write(reply, session.coding()));
            }
            return first;
        } finally {
            farewell.unlock();
        }
    }

    private interface Sending {
        void run() throws IOException;
    }

    private void attempt(Sending sending) {
        try {
            sending.run();
        } catch (IOException e) {
            LOG.debug("the client is gone", e);
            gone.run();
        }
    }
}
