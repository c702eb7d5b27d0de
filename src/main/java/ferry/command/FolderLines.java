package ferry.command;

import ferry.data.Dtp.LineSink;
import ferry.file.Entry;
import ferry.file.Listing;
import ferry.protocol.Line;
import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The lines of a folder, for LIST, NLST and STAT. A folder of up to {@value #SORTED} entries is sorted; a larger one is
 * streamed in the order of the disk, so that the memory it takes does not grow with it.
 */
final class FolderLines {
    static final int SORTED = 10_000;
    private static final int DEEPEST = 32;

    /** Opens a folder. */
    @FunctionalInterface
    interface Opening {
        /** The folder of this path. */
        Listing open(VirtualPath folder) throws IOException, ReplyException;
    }

    private final Opening folders;
    private final ListArgument argument;
    private final Optional<NamePattern> pattern;
    private final Function<Entry, Line> format;
    private final LineSink sink;

    /**
     * Lines of the entries that fit.
     *
     * @param pattern what the names of the first folder must fit
     * @param format how an entry is written
     */
    FolderLines(
            Opening folders,
            ListArgument argument,
            Optional<NamePattern> pattern,
            Function<Entry, Line> format,
            LineSink sink) {
        this.folders = folders;
        this.argument = argument;
        this.pattern = pattern;
        this.format = format;
        this.sink = sink;
    }

    /** Writes the folder, and those below when that was asked for. */
    void write(VirtualPath folder) throws IOException, ReplyException {
        write(folder, 0);
    }

    private void write(VirtualPath folder, int depth) throws IOException, ReplyException {
        var below = new ArrayList<String>();
        var sorted = new ArrayList<Entry>();
        var filter = new NameFilter(argument, depth == 0 ? pattern : Optional.empty());
        boolean sorting = true;
        try (var listing = folders.open(folder)) {
            for (var next = listing.next(); next.isPresent(); next = listing.next()) {
                var entry = next.get();
                if (!filter.shows(entry.name())) {
                    continue;
                }
                sorted.add(entry);
                if (!sorting || sorted.size() > SORTED) {
                    sorting = false;
                    flush(sorted);
                }
                if (argument.recursive()
                        && entry.directory()
                        && entry.linkTarget().isEmpty()
                        && below.size() < SORTED) {
                    below.add(entry.name());
                }
            }
        }
        sorted.sort(order());
        flush(sorted);
        if (depth < DEEPEST) {
            below.sort(Comparator.naturalOrder());
            writeBelow(folder, below, depth + 1);
        }
    }

    private void writeBelow(VirtualPath folder, List<String> names, int depth) throws IOException, ReplyException {
        for (String name : names) {
            var child = folder.child(name);
            sink.line("");
            sink.line(Line.printable(child.toString()) + ":");
            try {
                write(child, depth);
            } catch (FileSystemException e) {
                sink.line(""); // gone, or closed to this user, since its name was read
            }
        }
    }

    private Comparator<Entry> order() {
        Comparator<Entry> order = argument.byTime()
                ? Comparator.comparing(Entry::modified).reversed().thenComparing(Entry::name)
                : Comparator.comparing(Entry::name);
        return argument.reverse() ? order.reversed() : order;
    }

    private void flush(List<Entry> entries) throws IOException {
        for (var entry : entries) {
            sink.line(format.apply(entry));
        }
        entries.clear();
    }
}
