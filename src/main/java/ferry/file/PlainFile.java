package ferry.file;

import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/** A file that is received under its final name. */
final class PlainFile implements Destination {
    private final Place target;
    private final Claim claim;
    private final long offset;

    /** Owns the place, as it was found before the upload, and the claim; the upload goes in from this offset on. */
    PlainFile(Place target, Claim claim, long offset) {
        this.target = target;
        this.claim = claim;
        this.offset = offset;
    }

    @Override
    public void commit(SeekableByteChannel channel) throws IOException {
        channel.close();
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
