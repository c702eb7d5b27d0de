package ferry.file;

import ferry.protocol.ReplyException;
import java.io.IOException;
import java.util.Optional;

/** How much a login may still store. */
public final class Room {
    private final Home home;
    private final Quota quota;

    Room(Home home, Quota quota) {
        this.home = home;
        this.quota = quota;
    }

    /** The limits. */
    public Quota quota() {
        return quota;
    }

    /** What the home takes, as far as it was counted; nothing without a quota. */
    public Optional<Usage> used() throws IOException {
        return ledger().filter(Ledger::known).map(Ledger::used);
    }

    /** Whether the home should be counted before anything is stored. */
    public boolean uncounted() throws IOException {
        return ledger().filter(ledger -> ledger.due(quota)).isPresent();
    }

    /** Whether it should be counted for somebody who wants to know what it takes. */
    public boolean outdated() throws IOException {
        return ledger().filter(Ledger::outdated).isPresent();
    }

    /** Counts the home; blocks on the disk, until the progress throws. */
    public void count(Progress progress) throws IOException, ReplyException {
        var ledger = ledger();
        if (ledger.isPresent()) {
            ledger.get().count(home.whole(), progress);
        }
    }

    /** The bytes that the quota leaves; Long.MAX_VALUE without one. */
    public long left() throws IOException {
        return ledger().map(ledger -> quota.left(ledger.used())).orElse(Long.MAX_VALUE);
    }

    /** Checks that something can be stored at a place, from an offset on; what stands there goes away for it. */
    void requireToStore(Place place, long restart) throws IOException {
        requireSize(restart);
        if (place.size() == 0) {
            requireBytes();
        }
    }

    /** Checks that something can be put behind what stands at a place. */
    void requireToAppend(Place place) throws IOException {
        requireSize(place.size() + 1);
        requireBytes();
    }

    private void requireSize(long size) throws IOException {
        if (quota.fileSize() > 0 && size > quota.fileSize()) {
            throw LimitExceededException.ofFile();
        }
    }

    private void requireBytes() throws IOException {
        var used = used();
        if (quota.bytes() > 0 && used.isPresent() && used.get().bytes() >= quota.bytes()) {
            throw LimitExceededException.ofQuota();
        }
    }

    private Optional<Ledger> ledger() throws IOException {
        return quota.counts() ? home.ledger() : Optional.empty();
    }
}
