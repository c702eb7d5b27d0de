package ferry.file;

import static ferry.protocol.ReplyCode.INSUFFICIENT_STORAGE;

import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Counts what stands below a home, whoever put it there. Follows no links. */
final class Count {
    private static final Logger LOG = LogManager.getLogger(Count.class);

    /** Half a minute's work for a disk. */
    private static final long MOST = 10_000_000;

    private final Home home;
    private final Progress progress;
    private final Deque<VirtualPath> folders = new ArrayDeque<>();
    private Usage found = Usage.NOTHING;

    private Count(Home home, Progress progress) {
        this.home = home;
        this.progress = progress;
    }

    /** Counts; blocks on the disk, until the progress throws. 452 when there is too much to count. */
    static Usage of(Home home, Progress progress) throws IOException, ReplyException {
        var count = new Count(home, progress);
        count.folders.add(VirtualPath.ROOT);
        while (!count.folders.isEmpty()) {
            count.count(count.folders.removeLast());
        }
        return count.found;
    }

    private void count(VirtualPath path) throws IOException, ReplyException {
        try (Folder folder = home.folder(path)) {
            for (var names = folder.names(); names.hasNext(); ) {
                count(folder, path, names.next());
            }
        } catch (DirectoryIteratorException e) {
            goOnBehind(path, Objects.requireNonNull(e.getCause()));
        } catch (FileSystemException e) {
            goOnBehind(path, e);
        }
    }

    /** A folder below is gone, or closed to this process, since its name was read: nothing that could be counted. */
    private static void goOnBehind(VirtualPath path, IOException failure) throws IOException {
        if (path.root()) {
            throw failure;
        }
    }

    private void count(Folder folder, VirtualPath path, String name) throws IOException, ReplyException {
        progress.moved(0);
        var facts = folder.find(name);
        if (facts.isEmpty()) {
            return; // gone since its name was read
        }
        found = found.plus(facts.get().isRegularFile() ? facts.get().size() : 0, 1);
        if (found.files() > MOST) {
            LOG.warn("a home has more than {} files and cannot have a quota", MOST);
            throw new ReplyException(INSUFFICIENT_STORAGE, "There are too many files here to count them");
        }
        if (Folder.real(facts.get())) {
            folders.add(path.child(name));
        }
    }
}
