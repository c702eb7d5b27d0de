package ferry.session;

import ferry.data.Transfer;
import ferry.data.TransferThreads;
import ferry.file.Progress;
import ferry.protocol.ReplyException;
import java.io.IOException;
import java.util.Optional;

/**
 * Long work on the disk for a command: a checksum, a copy, the deletion of a tree. It runs on a thread that may block,
 * while the session's own thread waits. It can be ended as {@link LongWork} can.
 *
 * @param <T> what comes of it
 */
public final class DiskWork<T> implements TransferThreads.Work {
    /** The work itself. */
    @FunctionalInterface
    public interface Body<T> {
        /** Does it, and tells how far it is; this throws when the work is to end. */
        T run(Progress progress) throws IOException, ReplyException;
    }

    private final LongWork progress;
    private final Body<T> body;
    private Optional<T> result = Optional.empty();
    private Optional<ReplyException> refusal = Optional.empty();

    /** Work of the command that this thread carries out; {@code transfer} shows it to other threads. */
    DiskWork(Transfer transfer, ProtocolInterpreter pi, Body<T> body) {
        progress = new LongWork(transfer, pi);
        this.body = body;
    }

    @Override
    public void run(boolean platform) throws IOException {
        try {
            result = Optional.of(body.run(progress));
        } catch (ReplyException e) {
            refusal = Optional.of(e);
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
