package ferry.data;

/**
 * The moment at which a transfer begins to wait for its peer: the control connection is passed on to another thread, and
 * the stall watch looks at the transfer from then on. A transfer that never waits never comes to it.
 */
final class Aside implements AutoCloseable {
    private final Transfer transfer;
    private final StallWatch stalls;
    private final Runnable passOn;
    private boolean stood;

    /** For this transfer; {@code passOn} is run once at the most. */
    Aside(Transfer transfer, StallWatch stalls, Runnable passOn) {
        this.transfer = transfer;
        this.stalls = stalls;
        this.passOn = passOn;
    }

    /** Says that the transfer is about to wait. */
    void stand() {
        if (!stood) {
            stood = true;
            passOn.run();
            stalls.add(transfer);
        }
        transfer.waiting(true);
    }

    /** Says that it is about to wait for something that has a limit of its own. */
    void standWithoutLimit() {
        stand();
        transfer.waiting(false);
    }

    /** Ends the watch. */
    @Override
    public void close() {
        stalls.remove(transfer);
    }
}
