package ferry.session;

import ferry.data.DataConnectionException;
import ferry.data.Transfer;
import ferry.data.TransferThreads;
import ferry.file.Progress;
import ferry.protocol.ReplyException;
import java.io.IOException;
import java.util.Optional;

/**
 * Long work on the disk for a command: a checksum, a copy, the deletion of a tree. It runs on a thread that may block,
 * while the session's own thread waits. When it takes long, the control connection is passed on, so that STAT and NOOP
 * are served meanwhile; ABOR and the end of the session end it.
 *
 * @param <T> what comes of it
 */
public final class DiskWork<T> implements TransferThreads.Work, Progress {
    /** So long, commands behind it wait and are answered in their order, as behind any other command. */
    private static final long SHORT_NANOS = 200_000_000;

    /** The work itself. */
    @FunctionalInterface
    public interface Body<T> {
        /** Does it, and tells how far it is; this throws when the work is to end. */
        T run(Progress progress) throws IOException, ReplyException;
    }

    private final Transfer transfer;
    private final ProtocolInterpreter pi;
    private final Body<T> body;
    private final Thread carrier = Thread.currentThread();
    private boolean aside;
    private Optional<T> result = Optional.empty();
    private Optional<ReplyException> refusal = Optional.empty();

    /** Work of the command that this thread carries out; {@code transfer} shows it to other threads. */
    DiskWork(Transfer transfer, ProtocolInterpreter pi, Body<T> body) {
        this.transfer = transfer;
        this.pi = pi;
        this.body = body;
    }

    @Override
    public void run(boolean platform) throws IOException {
        try {
            result = Optional.of(body.run(this));
        } catch (ReplyException e) {
            refusal = Optional.of(e);
        }
    }

    @Override
    public void moved(long bytes) throws IOException {
        transfer.moved(bytes);
        if (!aside && transfer.nanos() > SHORT_NANOS) {
            aside = true;
            pi.standAside(carrier);
        }
        if (pi.ending()) {
            transfer.abort();
        }
        if (transfer.cut() != Transfer.Cut.NOT) {
            throw new DataConnectionException("cut by the client or by the end of the session");
        }
    }

    /** What came of it, after its end. */
    T outcome() throws ReplyException {
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        return result.orElseThrow();
    }
}
