package ferry.file;

import static ferry.protocol.ReplyCode.FILE_UNAVAILABLE;

import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is below a folder, for DSIZ and RMDA. Folders are opened from the handle of the one above and no link is
 * followed, so nothing outside is met, whatever is swapped in. Bounded: what is larger or deeper is refused.
 */
final class Tree {
    /** The most entries; tests take fewer. */
    static final int MOST = 100_000;

    private static final int DEEPEST = 64;

    private final PartNames parts;
    private final int most;
    private final Progress progress;
    private int met;

    /** A tree that this user looks at. */
    Tree(PartNames parts, int most, Progress progress) {
        this.parts = parts;
        this.most = most;
        this.progress = progress;
    }

    /** What is asked about the place of an entry, before anything is done with it or with what is below it. */
    interface Question {
        /** Says whether this entry is met; throws to refuse all. */
        boolean meets(VirtualPath path, BasicFileAttributes facts) throws IOException;
    }

    /** What is done with an entry; those in a folder come before it. */
    private interface Visitor {
        void visit(Folder folder, String name, BasicFileAttributes facts) throws IOException, ReplyException;
    }

    /** The bytes of the files in this folder and below, those of uploads that run or broke left out. */
    long size(Folder top, VirtualPath path, Question question) throws IOException, ReplyException {
        var sum = new long[1];
        walk(top, path, question, (folder, name, facts) -> {
            if (facts.isRegularFile() && !PartNames.reserved(name)) {
                sum[0] += facts.size();
            }
        });
        return sum[0];
    }

    /** Asks about all below this folder. */
    void ask(Folder top, VirtualPath path, Question question) throws IOException, ReplyException {
        walk(top, path, question, (folder, name, facts) -> {});
    }

    /** Checks that all below this folder may be deleted; nothing that somebody writes to, and no rest of another user. */
    void check(Folder top, VirtualPath path, Question question) throws IOException, ReplyException {
        walk(top, path, question, (folder, name, facts) -> {
            Claim.requireFree(folder, name);
            if (PartNames.reserved(name) && !parts.own(name)) {
                throw new DirectoryNotEmptyException(name);
            }
        });
    }

    /** Deletes all below this folder, links themselves. */
    void clear(Folder top, VirtualPath path, Question question) throws IOException, ReplyException {
        walk(top, path, question, (folder, name, facts) -> {
            if (Folder.real(facts)) {
                folder.deleteDirectory(name);
            } else {
                try (var _ = NameLock.of(folder, name)) {
                    Claim.requireFree(folder, name);
                    folder.deleteFile(name);
                }
            }
        });
    }

    private void walk(Folder top, VirtualPath path, Question question, Visitor visitor)
            throws IOException, ReplyException {
        met = 0;
        walk(top, path, 0, question, visitor);
    }

    private void walk(Folder folder, VirtualPath path, int depth, Question question, Visitor visitor)
            throws IOException, ReplyException {
        for (String name : names(folder)) {
            var facts = folder.find(name);
            if (facts.isEmpty() || !question.meets(path.child(name), facts.get())) {
                continue; // gone since its name was read, or none of the user's business
            }
            if (Folder.real(facts.get())) {
                if (depth == DEEPEST) {
                    throw new ReplyException(FILE_UNAVAILABLE, "The folder is too deep for this");
                }
                try (Folder below = folder.enter(name)) {
                    walk(below, path.child(name), depth + 1, question, visitor);
                }
            }
            visitor.visit(folder, name, facts.get());
            progress.moved(0);
        }
    }

    /** All at once: a folder that is changed while it is read may leave names out. */
    private List<String> names(Folder folder) throws IOException, ReplyException {
        var all = new ArrayList<String>();
        try {
            for (var names = folder.names(); names.hasNext(); ) {
                all.add(names.next());
                if (++met > most) {
                    throw new ReplyException(FILE_UNAVAILABLE, "There are too many entries below for this");
                }
                progress.moved(0);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return all;
    }
}
