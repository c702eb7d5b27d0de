package ferry.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;

/** Copies between files. */
final class Copying {
    private static final int BUFFER = 64 * 1024;

    /** What the kernel copies at a time: a moment's work for a disk. */
    private static final long STEP = 16L * 1024 * 1024;

    private Copying() {}

    /** Copies so many bytes from the start of one file to the position of another; EOFException when there are fewer. */
    static void copy(SeekableByteChannel from, SeekableByteChannel into, long bytes, Progress progress)
            throws IOException {
        CountedChannel.reserve(into, bytes);
        var to = CountedChannel.inside(into);
        long left = bytes;
        if (from instanceof FileChannel source && to instanceof FileChannel target) {
            // Between two files this is done by the kernel, on some disks without moving a byte.
            for (long step = 1; left > 0 && step > 0; left -= step) {
                step = source.transferTo(bytes - left, Math.min(left, STEP), target);
                progress.moved(step);
            }
        }
        from.position(bytes - left);
        var buffer = ByteBuffer.allocate((int) Math.min(BUFFER, left));
        while (left > 0) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), left));
            if (from.read(buffer) < 0) {
                throw new EOFException("shorter than it was");
            }
            left -= buffer.position();
            progress.moved(buffer.position());
            buffer.flip();
            while (buffer.hasRemaining()) {
                to.write(buffer);
            }
        }
    }
}
