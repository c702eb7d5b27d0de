package ferry.file;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;

/**
 * In which ledgers the changes of one login in one folder are noted, and which limits hold for them.
 *
 * @param ledgers all of them
 * @param own the one that the quota is for, which is one of them
 * @param quota the limits
 * @param gone what the next file takes the place of and what is freed besides, which may be added beyond the quota
 * @param freed the bytes of it that are freed besides
 */
record Tally(List<Ledger> ledgers, Optional<Ledger> own, Quota quota, Usage gone, long freed) {
    /** Whether there is anything to note or to limit. */
    boolean needed() {
        return !ledgers.isEmpty() || quota.fileSize() > 0;
    }

    /** In a folder below that has a ledger, too. */
    Tally with(Ledger ledger) {
        return new Tally(
                ImmutableList.<Ledger>builder().addAll(ledgers).add(ledger).build(), own, quota, gone, freed);
    }

    /** For a file that takes the place of so much, and for which so many bytes are freed besides. */
    Tally replacing(Usage old, long more) {
        return new Tally(ledgers, own, quota, old.plus(more, 0), more);
    }

    /** Whether there is more than the quota lets be. */
    boolean overfull() {
        return own.filter(ledger -> quota.exceededBy(ledger.used())).isPresent();
    }

    /** Notes a change. */
    void change(long bytes, long files) {
        ledgers.forEach(ledger -> ledger.change(bytes, files));
    }

    /** Notes that so much is about to be added to a file, which then has this size; throws when that is too much. */
    void add(long bytes, long files, long size) throws LimitExceededException {
        if (quota.fileSize() > 0 && size > quota.fileSize()) {
            throw LimitExceededException.ofFile();
        }
        if (own.isPresent()) {
            own.get().add(new Usage(bytes, files), quota, size + freed, gone);
        }
        for (var ledger : ledgers) {
            if (own.isEmpty() || !own.get().equals(ledger)) {
                ledger.change(bytes, files);
            }
        }
    }

    /** Checks that a file of this size, which is there already, may take the place of what it is to take the place of. */
    void requireRoom(long size) throws LimitExceededException {
        if (own.isPresent()) {
            own.get().add(Usage.NOTHING, quota, size + freed, gone);
        }
    }

    /** Notes that all below a folder has come, or gone. */
    void forget() {
        ledgers.forEach(Ledger::forget);
    }

    /** The ledgers that the other does not have. */
    Tally without(Tally other) {
        var rest = ledgers.stream()
                .filter(ledger -> !other.ledgers().contains(ledger))
                .toList();
        return new Tally(rest, Optional.empty(), Quota.NONE, Usage.NOTHING, 0);
    }
}
