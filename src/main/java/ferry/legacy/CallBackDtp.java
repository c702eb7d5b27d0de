package ferry.legacy;

import ferry.data.CannotOpenException;
import ferry.data.ConnectionDtp;
import ferry.data.DataPool;
import ferry.data.Dtp;
import ferry.data.Transfer;
import ferry.file.Download;
import ferry.file.Upload;
import ferry.protocol.ReplyException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The data transfer process of the second dialect: the server connects to the client, sends, and closes. For one command.
 *
 * <p>The tutorial's client opens its port only shortly before it asks, so a refused connection is tried again for a while.
 */
final class CallBackDtp implements Dtp {
    private static final Logger LOG = LogManager.getLogger(CallBackDtp.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final DataPool pool;
    private final ConnectionDtp.Terms terms;
    private boolean tried;

    /** To the active port of these terms. */
    CallBackDtp(DataPool pool, ConnectionDtp.Terms terms) {
        this.pool = pool;
        this.terms = terms;
    }

    /** Whether it was tried to connect. */
    boolean tried() {
        return tried;
    }

    @Override
    public void prepare() {}

    @Override
    public void send(Download file, long offset, Transfer transfer) throws IOException, ReplyException {
        connect(transfer, dtp -> dtp.send(file, offset, transfer));
    }

    @Override
    public void send(Lines lines, Transfer transfer) throws IOException, ReplyException {
        connect(transfer, dtp -> dtp.send(lines, transfer));
    }

    @Override
    public void receive(Upload upload, Transfer transfer) throws IOException {
        throw new CannotOpenException("the second dialect brings no files");
    }

    /** What to do with a data connection. */
    @FunctionalInterface
    private interface Movement {
        void run(Dtp dtp) throws IOException, ReplyException;
    }

    private void connect(Transfer transfer, Movement movement) throws IOException, ReplyException {
        tried = true;
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                movement.run(new ConnectionDtp(pool, terms, ConnectionDtp.Interpreter.NONE));
                return;
            } catch (CannotOpenException e) {
                boolean refused = e.getCause() instanceof ConnectException;
                if (!refused || transfer.cut() != Transfer.Cut.NOT || System.nanoTime() - end > 0) {
                    throw e;
                }
                LOG.debug("refused; trying again");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
