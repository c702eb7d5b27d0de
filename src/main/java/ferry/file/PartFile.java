package ferry.file;

import static ferry.protocol.ReplyCode.BAD_RESTART_OFFSET;
import static ferry.protocol.ReplyCode.FILE_BUSY;
import static ferry.protocol.ReplyCode.FILE_UNAVAILABLE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import ferry.protocol.ReplyException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A partial file beside its target, whose name it takes when the upload is complete.
 *
 * <p>First one of {@link #create}, {@link #reopen}, {@link #append} and {@link #copy} is called, once.
 */
final class PartFile implements Destination {
    private final Place target;
    private final String name;
    private final boolean resumable;
    private final List<Claim> claims = new ArrayList<>();
    private Predicate<Optional<BasicFileAttributes>> replaceable = _ -> true;
    private Optional<Object> key = Optional.empty();
    private Optional<String> rest = Optional.empty();
    private long freed;
    private boolean ended;

    private PartFile(Place target, String name, boolean resumable, Claim claim) {
        this.target = target;
        this.name = name;
        this.resumable = resumable;
        claims.add(claim);
    }

    /** A partial file that stays when the upload breaks. Owns the place and the claim. */
    static PartFile resumable(Place target, String name, Claim claim) {
        return new PartFile(target, name, true, claim);
    }

    /** A partial file that goes when the upload breaks. Owns the place and the claim. */
    static PartFile passing(Place target, String name, Claim claim) {
        return new PartFile(target, name, false, claim);
    }

    /** Takes the name of the target only as long as that is still this file, unchanged, or still nothing. */
    PartFile onlyOver(Optional<BasicFileAttributes> seen, Claim claim) {
        claims.add(claim);
        var before = seen.map(State::of);
        replaceable = now -> now.map(State::of).equals(before);
        return this;
    }

    /** Takes the name of the target only as long as nothing has it. */
    PartFile onlyNew() {
        replaceable = Optional::isEmpty;
        return this;
    }

    /** Takes away what a broken upload left for the target under this name, when the target is complete. */
    PartFile dropping(String broken) {
        rest = Optional.of(broken);
        return this;
    }

    /** When the target is complete, the caller frees so many bytes besides. */
    PartFile freeing(long bytes) {
        freed = bytes;
        return this;
    }

    /** The folder to write in: what stands at the target counts as gone already. */
    private Folder writing() {
        return target.folder().replacing(target.attributes(), freed);
    }

    /** What an earlier upload left. */
    Optional<BasicFileAttributes> find() throws IOException {
        return target.folder().find(name).filter(BasicFileAttributes::isRegularFile);
    }

    /** Opens a new, empty partial file; what an earlier upload left is gone. */
    SeekableByteChannel create() throws IOException, ReplyException {
        try {
            return opened(writing().open(name, CREATE_NEW, WRITE));
        } catch (FileAlreadyExistsException _) {
            // Deleted, not truncated: of whatever stands here, only the name is touched.
            target.folder().deleteFile(name);
            return opened(writing().open(name, CREATE_NEW, WRITE));
        }
    }

    /** Opens what an earlier upload left, at this offset; 554 when it is shorter. */
    SeekableByteChannel reopen(long offset) throws IOException, ReplyException {
        var channel = opened(writing().open(name, WRITE));
        return Opening.with(channel, () -> {
            if (channel.size() < offset) {
                throw new ReplyException(BAD_RESTART_OFFSET, "Restart offset is beyond the end");
            }
            return channel.truncate(offset).position(offset);
        });
    }

    /** Opens what an earlier upload left, if anything, at its end. */
    SeekableByteChannel append() throws IOException, ReplyException {
        var left = find();
        return left.isPresent() ? reopen(left.get().size()) : create();
    }

    /** Opens a new partial file that begins with so many bytes of the target. */
    SeekableByteChannel copy(long bytes, Progress progress) throws IOException, ReplyException {
        var channel = create();
        return Opening.with(() -> broken(channel), () -> {
            try (var whole = target.folder().open(target.name(), READ)) {
                Copying.copy(whole, channel, bytes, progress);
                return channel;
            } catch (EOFException e) {
                throw changed(); // by another upload, since it was looked at
            }
        });
    }

    /** Gives the partial file the mode that new files get. */
    void setMode(Umask umask) throws IOException {
        umask.applyToFile(target.folder(), name);
    }

    private void broken(SeekableByteChannel channel) throws IOException {
        try {
            channel.close();
        } finally {
            discard();
        }
    }

    private SeekableByteChannel opened(SeekableByteChannel channel) throws IOException, ReplyException {
        return Opening.with(channel, () -> {
            key = target.folder().find(name).map(BasicFileAttributes::fileKey);
            return channel;
        });
    }

    @Override
    public Folder folder() {
        return target.folder();
    }

    @Override
    public void commit(SeekableByteChannel channel, Runnable named) throws IOException, ReplyException {
        var received = key.isPresent() ? Optional.of(same()) : Optional.<BasicFileAttributes>empty();
        channel.close();
        try (var _ = NameLock.of(target)) {
            replace(received.isPresent() ? received.get() : same());
            ended = true;
            named.run();
        } catch (LimitExceededException e) {
            discard(); // what it was to take the place of is gone, so it is too large
            throw e;
        }
    }

    private void replace(BasicFileAttributes received) throws IOException, ReplyException {
        var old = target.folder().find(target.name());
        if (old.stream().anyMatch(Folder::real)) {
            throw new ReplyException(FILE_UNAVAILABLE, "Is a directory");
        }
        if (!replaceable.test(old)) {
            throw changed();
        }
        if (old.isPresent()) {
            keepMode(old.get(), received);
        }
        writing().move(name, target.folder(), target.name());
        if (rest.isPresent()) {
            dropIdle(target.folder(), rest.get());
        }
    }

    /** Deletes what a broken upload left under this name of a partial file, if anything, and nobody goes on with it. */
    static void dropIdle(Folder folder, String broken) throws IOException {
        if (folder.find(broken).isPresent() && !Claim.held(folder, broken)) {
            folder.deleteFile(broken);
        }
    }

    /**
     * Another process, or another Ferry, may have put a file of its own here. Looked at while the channel is open: so
     * long the disk gives the key of this file to no other.
     */
    private BasicFileAttributes same() throws IOException {
        return find().filter(this::same).orElseThrow(() -> new NoSuchFileException(name));
    }

    private boolean same(BasicFileAttributes facts) {
        return key.isEmpty() || key.get().equals(facts.fileKey());
    }

    private static ReplyException changed() {
        return new ReplyException(FILE_BUSY, "The file has changed meanwhile");
    }

    private void keepMode(BasicFileAttributes old, BasicFileAttributes received) throws IOException {
        boolean both = old instanceof PosixFileAttributes && old.isRegularFile();
        if (both && Modes.of(old) != Modes.of(received)) {
            target.folder().setMode(name, Modes.of(old));
        }
    }

    @Override
    public void discard() throws IOException {
        ended = true;
        if (find().filter(this::same).isPresent()) {
            target.folder().deleteFile(name);
        }
    }

    @Override
    public void close() throws IOException {
        try (target) {
            if (!ended && find().filter(this::same).filter(this::useless).isPresent()) {
                target.folder().deleteFile(name);
            }
        } finally {
            claims.forEach(Claim::close);
        }
    }

    /** Whether nobody can go on with this; or only beyond a quota, since what it was to replace still stands there. */
    private boolean useless(BasicFileAttributes facts) {
        return !resumable || facts.size() == 0 || target.folder().overfull();
    }

    /** What changes when a file is written to or replaced. */
    private record State(Optional<Object> key, long size, FileTime modified) {
        static State of(BasicFileAttributes facts) {
            return new State(Optional.ofNullable(facts.fileKey()), facts.size(), facts.lastModifiedTime());
        }
    }
}
