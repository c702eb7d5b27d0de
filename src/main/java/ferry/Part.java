package ferry;

import ferry.properties.FaultyFileException;
import java.io.IOException;
import java.util.List;

/**
 * A part of the daemon that is configured, at the start and again at each reload, which is all or nothing: first every part
 * prepares for the next plan, and only when all of them can, each takes it.
 *
 * <p>A new part implements this and is put into the list in {@link Ferry}. Its {@link #prepare} reads its settings from
 * {@link Plan#config} (which were checked when they were read), and does what may fail: opens its files, binds its
 * ports. Its {@link Change#take} swaps one reference. A part that opens nothing and cannot fail returns a change at once
 * and does all in {@code take}. All of it runs on the thread that reloads, one reload at a time.
 */
public interface Part extends AutoCloseable {
    /** Gets ready for this plan, and changes nothing that anybody sees; throws when it cannot. */
    Change prepare(Plan next) throws FaultyFileException, IOException;

    /** Ends it with the daemon, behind the last session. */
    @Override
    void close();

    /** What a part is ready for. Exactly one of both is called. */
    interface Change {
        /** Lets the plan hold, which cannot fail; returns what is worth a line beside the keys that have changed. */
        List<String> take();

        /** Gives back what was prepared, since another part cannot take the plan. */
        default void cancel() {}
    }
}
