package ferry.file;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import ferry.protocol.ReplyException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.OpenOption;

/** A file that is received under its final name. */
final class PlainFile implements Destination {
    private final Place target;
    private final Claim claim;
    private final long offset;

    /** Owns the place, where nothing stands or a file of at least {@code offset} bytes, and the claim. */
    PlainFile(Place target, Claim claim, long offset) {
        this.target = target;
        this.claim = claim;
        this.offset = offset;
    }

    /** Opens the file at the offset; with WRITE it ends there. */
    SeekableByteChannel open(OpenOption option, Umask umask) throws IOException, ReplyException {
        var channel = target.exists()
                ? target.folder().open(target.name(), option)
                : target.folder().open(target.name(), option, CREATE_NEW);
        return Opening.with(channel, () -> {
            if (option == WRITE) {
                channel.truncate(offset);
            }
            if (!target.exists()) {
                umask.applyToFile(target.folder(), target.name());
            }
            return channel.position(offset);
        });
    }

    @Override
    public Folder folder() {
        return target.folder();
    }

    @Override
    public void commit(SeekableByteChannel channel, Runnable named) throws IOException {
        channel.close();
        named.run();
    }

    /** What was there before, and is not yet overwritten, stays. */
    @Override
    public void discard() throws IOException {
        if (target.exists()) {
            try (var channel = target.folder().open(target.name(), WRITE)) {
                channel.truncate(offset);
            }
        } else {
            target.folder().deleteFile(target.name());
        }
    }

    @Override
    public void close() throws IOException {
        try (target) {
            claim.close();
        }
    }
}
