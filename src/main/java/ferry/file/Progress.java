package ferry.file;

import java.io.IOException;

/** Hears how far long work on the disk has come, and may end it. */
@FunctionalInterface
public interface Progress {
    /** For work that is short, or that nobody can end. */
    Progress UNHEARD = bytes -> {};

    /** Hears that so many more bytes, maybe none, are done. Throws to end the work, which then leaves nothing behind. */
    void moved(long bytes) throws IOException;
}
