package ferry.data;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The moment at which a transfer begins to wait for its peer: the control connection is passed on to another thread, and
 * the stall watch looks at the transfer from then on. A transfer that never waits never comes to it.
 */
final class Aside implements AutoCloseable {
    private final Transfer transfer;
    private final StallWatch stalls;
    private final Runnable passOn;
    private final ReentrantLock lock =
            new ReentrantLock(); // guards stood and over, and that nothing is passed on at the end
    private boolean stood;
    private boolean over;

    /** For this transfer; {@code passOn} is run once at the most, by whichever thread. */
    Aside(Transfer transfer, StallWatch stalls, Runnable passOn) {
        this.transfer = transfer;
        this.stalls = stalls;
        this.passOn = passOn;
    }

    /** Says that the transfer is about to wait. */
    void stand() {
        standIfWaiting();
        transfer.waiting(true);
    }

    /** Says that the transfer has waited for a moment, unless it is over; by another thread. */
    void standIfWaiting() {
        lock.lock();
        try {
            if (!stood && !over) {
                stood = true;
                passOn.run();
                stalls.add(transfer);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Says that it is about to wait for something that has a limit of its own. */
    void standWithoutLimit() {
        stand();
        transfer.waiting(false);
    }

    /** Ends the watch; from now on the transfer does not stand aside any more. */
    @Override
    public void close() {
        lock.lock();
        try {
            over = true;
            if (stood) {
                stalls.remove(transfer);
            }
        } finally {
            lock.unlock();
        }
    }
}
