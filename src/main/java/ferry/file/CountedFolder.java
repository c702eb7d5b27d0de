package ferry.file;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** A folder whose changes are noted in ledgers and kept within a quota. All changes of a home go through its folders. */
final class CountedFolder implements Folder {
    private final Folder folder;
    private final Path real;
    private final Ledgers ledgers;
    private final Tally tally;
    private final long freed;

    /** Owns the folder, which stands at this path without links; so many bytes are freed besides what is replaced. */
    CountedFolder(Folder folder, Path real, Ledgers ledgers, Tally tally, long freed) {
        this.folder = folder;
        this.real = real;
        this.ledgers = ledgers;
        this.tally = tally;
        this.freed = freed;
    }

    @Override
    public Folder itself() {
        return folder;
    }

    @Override
    public Folder replacing(Optional<BasicFileAttributes> old, long more) {
        return new CountedFolder(folder, real, ledgers, tally.replacing(gone(old), more), more);
    }

    private static Usage gone(Optional<BasicFileAttributes> old) {
        return new Usage(old.map(CountedFolder::bytes).orElse(0L), old.isPresent() ? 1 : 0);
    }

    @Override
    public boolean overfull() {
        return tally.overfull();
    }

    private static long bytes(BasicFileAttributes facts) {
        return facts.isRegularFile() ? facts.size() : 0;
    }

    // ---- what changes

    @Override
    public Folder enter(String name) throws IOException {
        return counted(folder.enter(name));
    }

    @Override
    public Folder enter(String name, BasicFileAttributes seen) throws IOException {
        return counted(folder.enter(name, seen));
    }

    private Folder counted(Folder below) {
        var path = real.resolve(below.path().getFileName());
        var more = ledgers.at(path);
        return new CountedFolder(below, path, ledgers, more.map(tally::with).orElse(tally), 0);
    }

    @Override
    public SeekableByteChannel open(String name, OpenOption... options) throws IOException {
        var all = List.of(options);
        if (!all.contains(WRITE) && !all.contains(APPEND)) {
            return folder.open(name, options);
        }
        var opened = all.contains(CREATE_NEW) ? made(() -> folder.open(name, options)) : folder.open(name, options);
        return new CountedChannel(opened, tally);
    }

    @Override
    public void makeDirectory(String name) throws IOException {
        made(() -> {
            folder.makeDirectory(name);
            return name;
        });
    }

    @Override
    public void makeLink(String name, Path text) throws IOException {
        made(() -> {
            folder.makeLink(name, text);
            return name;
        });
    }

    /** Makes something. */
    private interface Making<T> {
        T make() throws IOException;
    }

    private <T> T made(Making<T> making) throws IOException {
        tally.add(0, 1, 0);
        boolean made = false;
        try {
            var result = making.make();
            made = true;
            return result;
        } finally {
            if (!made) {
                tally.change(0, -1);
            }
        }
    }

    @Override
    public void deleteFile(String name) throws IOException {
        var facts = folder.find(name);
        folder.deleteFile(name);
        facts.ifPresent(gone -> tally.change(-bytes(gone), -1));
    }

    @Override
    public void deleteDirectory(String name) throws IOException {
        folder.deleteDirectory(name);
        tally.change(0, -1);
    }

    @Override
    public void move(String name, Folder to, String newName) throws IOException {
        var moved = folder.find(name);
        var replaced = to.find(newName);
        if (PartNames.partial(name) && moved.isPresent()) {
            // What was to be replaced may be gone by now, and with it the room that it would have left.
            tally.replacing(gone(replaced), freed).requireRoom(bytes(moved.get()));
        }
        folder.move(name, to.itself(), newName);
        var there = to instanceof CountedFolder counted ? counted.tally : tally;
        replaced.ifPresent(old -> there.change(-bytes(old), -1));
        if (moved.isPresent() && !there.ledgers().equals(tally.ledgers())) {
            moved(moved.get(), tally.without(there), there.without(tally));
        }
    }

    private static void moved(BasicFileAttributes facts, Tally from, Tally to) {
        if (Folder.real(facts)) {
            from.forget();
            to.forget();
        } else {
            from.change(-bytes(facts), -1);
            to.change(bytes(facts), 1);
        }
    }

    // ---- what does not

    @Override
    public Path path() {
        return folder.path();
    }

    @Override
    public Path path(String name) {
        return folder.path(name);
    }

    @Override
    public BasicFileAttributes attributes() throws IOException {
        return folder.attributes();
    }

    @Override
    public Optional<BasicFileAttributes> find(String name) throws IOException {
        return folder.find(name);
    }

    @Override
    public Object identity(String name) throws IOException {
        return folder.identity(name);
    }

    @Override
    public void setModified(String name, FileTime time) throws IOException {
        folder.setModified(name, time);
    }

    @Override
    public void setCreated(String name, FileTime time) throws IOException {
        folder.setCreated(name, time);
    }

    @Override
    public void setGroup(String name, GroupPrincipal group) throws IOException {
        folder.setGroup(name, group);
    }

    @Override
    public void setMode(String name, int bits) throws IOException {
        folder.setMode(name, bits);
    }

    @Override
    public void force() throws IOException {
        folder.force();
    }

    @Override
    public Iterator<String> names() throws IOException {
        return folder.names();
    }

    @Override
    public Contents contents() throws IOException {
        return folder.contents();
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
