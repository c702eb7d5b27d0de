package ferry.file;

import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The entries of a folder, one after the other in the order of the disk, without holding more than one of them.
 *
 * <p>Use one of {@link #next} and {@link #nextName}; the latter does not ask for facts and is many times faster.
 */
public final class Listing implements AutoCloseable {
    private static final int LOOK_EVERY = 128;

    /** A shorter one would cost more than it brings: the thread goes on on another processor, whose cache is cold. */
    private static final long TURN_NANOS = 5_000_000;

    private final Folder folder;
    private final VirtualPath path;
    private final Entries entries;
    private final Owners owners;
    private final Contents contents;
    private Progress progress = Progress.UNHEARD;
    private int told;
    private long turn = System.nanoTime();

    /** Owns the folder, which has this path. To be used and closed by this thread. */
    Listing(Folder folder, VirtualPath path, Entries entries, Owners owners) throws IOException {
        this.folder = folder;
        this.path = path;
        this.entries = entries;
        this.owners = owners;
        contents = folder.contents();
    }

    /** Lets this hear every now and then that it goes on, though maybe no name is told, and end it. */
    public Listing heardBy(Progress ear) {
        progress = ear;
        return this;
    }

    /** The next entry; nothing at the end. */
    public Optional<Entry> next() throws IOException {
        for (var name = nextShown(); name.isPresent(); name = nextShown()) {
            var entry = entries.in(folder, path, name.get(), facts(name.get()));
            if (entry.isPresent()) {
                return entry;
            }
            // Gone since its name was read.
        }
        return Optional.empty();
    }

    /** The name of the next entry; nothing at the end. */
    public Optional<String> nextName() throws IOException {
        return entries.namesSuffice() ? nextShown() : next().map(Entry::name);
    }

    private Optional<BasicFileAttributes> facts(String name) throws IOException {
        return contents.name().equals(name) ? contents.facts() : folder.find(name); // a broken upload has another name
    }

    /** The next name that may be told. Lets other virtual threads go before every now and then. */
    @SuppressWarnings("ThreadPriorityCheck") // fairness is what is wanted, and nothing depends on it
    private Optional<String> nextShown() throws IOException {
        try {
            while (contents.next()) {
                if (++told % LOOK_EVERY == 0) {
                    progress.moved(0);
                    if (System.nanoTime() - turn > TURN_NANOS) {
                        Thread.yield(); // reading a folder never parks: a long one would hold its carrier
                        turn = System.nanoTime();
                    }
                }
                var shown = entries.shown(folder, path, contents.name());
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
        try (folder) {
            contents.close();
        }
    }
}
