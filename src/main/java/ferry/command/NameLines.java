package ferry.command;

import ferry.data.Dtp.LineSink;
import ferry.protocol.Line;
import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;

/**
 * The lines of NLST where nothing but names is needed: many times faster than with the facts behind them. Sorted and
 * streamed as {@link FolderLines}.
 *
 * @param folders opens the folder
 * @param argument what is asked for; neither by time nor recursive
 * @param pattern what the names must fit
 * @param prefix what is told before each name
 * @param sink takes the lines
 */
record NameLines(
        FolderLines.Opening folders,
        ListArgument argument,
        Optional<NamePattern> pattern,
        String prefix,
        LineSink sink) {
    /** Whether names are enough to answer this. */
    static boolean suffice(ListArgument argument) {
        return !argument.byTime() && !argument.recursive();
    }

    /** Writes the names in the folder. */
    void write(VirtualPath folder) throws IOException, ReplyException {
        var line = new Line();
        var filter = new NameFilter(argument, pattern);
        var sorted = new ArrayList<String>();
        boolean sorting = true;
        try (var listing = folders.open(folder)) {
            for (var name = listing.nextName(); name.isPresent(); name = listing.nextName()) {
                if (!filter.shows(name.get())) {
                    continue;
                }
                if (sorting) {
                    sorted.add(name.get());
                    if (sorted.size() > FolderLines.SORTED) {
                        sorting = false;
                        flush(sorted, line);
                    }
                } else {
                    tell(name.get(), line);
                }
            }
        }
        sorted.sort(argument.reverse() ? Comparator.reverseOrder() : Comparator.naturalOrder());
        flush(sorted, line);
    }

    private void flush(ArrayList<String> names, Line line) throws IOException {
        for (String name : names) {
            tell(name, line);
        }
        names.clear();
    }

    private void tell(String name, Line line) throws IOException {
        sink.line(line.clear().name(prefix.isEmpty() ? name : prefix + name));
    }
}
