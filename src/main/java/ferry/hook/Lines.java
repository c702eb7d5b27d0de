package ferry.hook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Reads the lines of a file to which others add, a chunk at a time. Whatever is in the file, each byte is looked at once, and
 * no more is in memory than the longest line that there can be.
 */
final class Lines {
    /** How many bytes a line may have; what is longer is no line of ours, and an empty one is read in its place. */
    static final int LONGEST = 1 << 20;

    private static final int CHUNK = 64 * 1024;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Path file;
    private ByteBuffer chunk = NOTHING;
    private ByteArrayOutputStream begun = new ByteArrayOutputStream(0);
    private boolean tooLong;
    private long position;

    /** Those of this file. */
    Lines(Path file) {
        this.file = file;
    }

    /** The next whole line within so many bytes of the file; nothing when there is none at present. */
    Optional<byte[]> next(long size) throws IOException {
        do {
            while (chunk.hasRemaining()) {
                byte b = chunk.get();
                if (b == '\n') {
                    return Optional.of(taken());
                }
                keep(b);
            }
        } while (more(size));
        return Optional.empty();
    }

    private void keep(byte b) {
        if (tooLong) {
            return;
        }
        if (begun.size() < LONGEST) {
            begun.write(b);
        } else {
            tooLong = true;
            begun = new ByteArrayOutputStream(0);
        }
    }

    private byte[] taken() {
        byte[] line = tooLong ? new byte[0] : begun.toByteArray();
        begun = new ByteArrayOutputStream(line.length);
        tooLong = false;
        return line;
    }

    private boolean more(long size) throws IOException {
        chunk = NOTHING;
        if (position >= size) {
            return false;
        }
        var buffer = ByteBuffer.allocate((int) Math.min(CHUNK, size - position));
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.read(buffer, position);
        }
        chunk = buffer.flip();
        position += chunk.limit();
        return chunk.hasRemaining();
    }

    /** Whether a line was begun and is not at its end. */
    boolean begun() {
        return tooLong || begun.size() > 0;
    }

    /** Whether all of so many bytes was given out. */
    boolean readTo(long size) {
        return position >= size && !chunk.hasRemaining() && !begun();
    }
}
