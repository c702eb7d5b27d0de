package ferry.file;

import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.util.Iterator;
import java.util.Optional;

/**
 * The entries of a folder, one after the other in the order of the disk, without holding more than one of them.
 *
 * <p>Use one of {@link #next} and {@link #nextName}; the latter does not ask for facts and is many times faster.
 */
public final class Listing implements AutoCloseable {
    private static final int PAUSE_EVERY = 128;

    private final Folder folder;
    private final VirtualPath path;
    private final Entries entries;
    private final Owners owners;
    private final Iterator<String> names;
    private Progress progress = Progress.UNHEARD;
    private int told;

    /** Owns the folder, which has this path. */
    Listing(Folder folder, VirtualPath path, Entries entries, Owners owners) throws IOException {
        this.folder = folder;
        this.path = path;
        this.entries = entries;
        this.owners = owners;
        names = folder.names();
    }

    /** Lets this hear every now and then that it goes on, though maybe no name is told, and end it. */
    public Listing heardBy(Progress ear) {
        progress = ear;
        return this;
    }

    /** The next entry; nothing at the end. */
    public Optional<Entry> next() throws IOException {
        for (var name = nextName(); name.isPresent(); name = nextName()) {
            var entry = entries.in(folder, path, name.get());
            if (entry.isPresent()) {
                return entry;
            }
            // Gone since its name was read.
        }
        return Optional.empty();
    }

    /** The name of the next entry; nothing at the end. Lets other virtual threads go before every now and then. */
    @SuppressWarnings("ThreadPriorityCheck") // fairness is what is wanted, and nothing depends on it
    public Optional<String> nextName() throws IOException {
        try {
            while (names.hasNext()) {
                if (++told % PAUSE_EVERY == 0) {
                    Thread.yield(); // reading a folder never parks, and a long one would hold its carrier to the end
                    progress.moved(0);
                }
                var shown = entries.shown(folder, path, names.next());
                if (shown.isPresent()) {
                    return shown;
                }
            }
            return Optional.empty();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** Who owns this entry, which came from here; nothing where the file system does not know. */
    public Optional<Ownership> ownership(Entry entry) throws IOException {
        return owners.of(folder.path(entries.stored(entry)));
    }

    /** Closes the folder. */
    @Override
    public void close() throws IOException {
        folder.close();
    }
}
