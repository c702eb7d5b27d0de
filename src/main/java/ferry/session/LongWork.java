package ferry.session;

import ferry.data.DataConnectionException;
import ferry.data.Transfer;
import ferry.file.Progress;
import java.io.IOException;

/**
 * How far a command has come that may take long without a word to its client. When it does, the control connection is
 * passed on, so that STAT and NOOP are served meanwhile, and ABOR and the end of the session end it.
 */
final class LongWork implements Progress {
    /** So long, commands behind it wait and are answered in their order, as behind any other command. */
    private static final long SHORT_NANOS = 200_000_000;

    private final Transfer transfer;
    private final ProtocolInterpreter pi;
    private final Thread carrier = Thread.currentThread();
    private boolean aside;

    /** Of the command that this thread carries out; {@code transfer} shows it to other threads. */
    LongWork(Transfer transfer, ProtocolInterpreter pi) {
        this.transfer = transfer;
        this.pi = pi;
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
}
