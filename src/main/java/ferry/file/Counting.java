package ferry.file;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is counted of a login's changes.
 *
 * @param quota what limits them
 * @param ledgers where they are noted
 */
record Counting(Quota quota, Ledgers ledgers) {
    /** Nothing is limited; what others have ledgers for is noted. */
    static final Counting UNLIMITED = new Counting(Quota.NONE, Ledgers.OF_PROCESS);

    /** Whether nothing is to be done, as long as nobody in the process has a quota. */
    boolean idle() {
        return quota.equals(Quota.NONE) && ledgers.isEmpty();
    }

    /** The ledger of the home at this path, where a quota needs it. */
    Optional<Ledger> own(Path real) {
        return quota.counts() ? Optional.of(ledgers.open(real)) : Optional.empty();
    }

    /** The home, which stands at this path, with its changes counted where they must be. */
    Folder of(Folder home, Path real) {
        var own = own(real);
        var tally = new Tally(ledgers.over(real), own, quota, Usage.NOTHING, 0);
        return tally.needed() || !ledgers.isEmpty() ? new CountedFolder(home, real, ledgers, tally, 0) : home;
    }
}
