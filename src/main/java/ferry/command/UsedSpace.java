package ferry.command;

import ferry.file.FileService;
import ferry.file.Progress;
import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The bytes of all files below a home, without what links lead to. Counts up to {@value #MOST_ENTRIES} files and folders,
 * so that nobody keeps the disk busy by asking.
 */
final class UsedSpace {
    private static final int MOST_ENTRIES = 200_000;

    private final FileService files;
    private final Deque<VirtualPath> folders = new ArrayDeque<>();
    private long bytes;
    private long count;
    private int seen;

    private UsedSpace(FileService files) {
        this.files = files;
    }

    /** Counts; blocks on the disk. The progress throws when the count is to end early. */
    static String of(FileService files, Progress progress) throws IOException, ReplyException {
        var used = new UsedSpace(files);
        used.folders.add(VirtualPath.ROOT);
        while (!used.folders.isEmpty() && used.seen < MOST_ENTRIES) {
            used.count(used.folders.removeLast(), progress);
        }
        String words = used.bytes + " bytes in " + used.count + " files";
        return used.folders.isEmpty() && used.seen < MOST_ENTRIES
                ? words
                : "at least " + words + "; there are too many to count";
    }

    private void count(VirtualPath folder, Progress progress) throws IOException, ReplyException {
        try (var listing = files.list(folder)) {
            for (var next = listing.next(); next.isPresent() && seen < MOST_ENTRIES; next = listing.next()) {
                var entry = next.get();
                seen++;
                if (entry.linkTarget().isEmpty() && entry.directory()) {
                    folders.add(folder.child(entry.name()));
                } else if (entry.linkTarget().isEmpty() && entry.file()) {
                    count++;
                    bytes += entry.size();
                    progress.moved(0);
                }
            }
        } catch (FileSystemException e) {
            if (folder.root()) {
                throw e;
            }
            // Gone, or closed to this process, since its name was read: nothing that could be counted.
        }
    }
}
