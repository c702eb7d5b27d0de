package ferry.session;

import ferry.protocol.ReplyCode;
import ferry.protocol.ReplyException;
import java.util.Optional;

/** What a command leaves for the one behind it, as RNFR does for RNTO and REST for RETR: RFC 959, section 5.4. */
public final class Sequence {
    private Pending pending = Pending.None.NONE;
    private boolean pendingIsNew;

    /** What the last command has left. */
    public Pending pending() {
        return pending;
    }

    /** Leaves something for the next command. */
    public void pending(Pending next) {
        pending = next;
        pendingIsNew = true;
    }

    /** Says that a command begins: what is pending now was left by an earlier one. */
    public void age() {
        pendingIsNew = false;
    }

    /** Forgets what an earlier command has left. */
    public void dropOld() {
        if (!pendingIsNew) {
            pending = Pending.None.NONE;
        }
    }

    /** The range of RANG, which counts once; nothing when none was given. */
    public Optional<Pending.Range> takeRange() {
        var range = pending instanceof Pending.Range given ? Optional.of(given) : Optional.<Pending.Range>empty();
        if (range.isPresent()) {
            pending = Pending.None.NONE;
        }
        return range;
    }

    /** The restart offset, which counts once; 0 when none was given. 501 behind RANG, which is not for storing. */
    public long takeRestart() throws ReplyException {
        if (takeRange().isPresent()) {
            throw new ReplyException(ReplyCode.BAD_ARGUMENT, "RANG is for RETR and HASH only");
        }
        long offset = pending instanceof Pending.RestartAt restart ? restart.offset() : 0;
        pending = Pending.None.NONE;
        return offset;
    }
}
