package ferry.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** What stands in the files: a random block again and again, of a length that no server's buffer has. */
final class Content {
    /** The size of a small file. */
    static final int SMALL = 4096;

    /** How many small files there are. */
    static final int SMALL_FILES = 1000;

    private static final int BLOCK = 65_521;
    private static final byte[] BYTES = bytes();

    private Content() {}

    private static byte[] bytes() {
        byte[] block = new byte[BLOCK];
        new Random(959).nextBytes(block);
        byte[] twice = new byte[2 * BLOCK];
        System.arraycopy(block, 0, twice, 0, BLOCK);
        System.arraycopy(block, 0, twice, BLOCK, BLOCK);
        return twice;
    }

    /** Fails if these bytes are not what stands in a file at this offset. */
    static void compare(ByteBuffer bytes, long offset) throws IOException {
        while (bytes.hasRemaining()) {
            int start = (int) (offset % BLOCK);
            int count = Math.min(BLOCK, bytes.remaining());
            var expected = ByteBuffer.wrap(BYTES, start, count);
            var found = bytes.slice(bytes.position(), count);
            if (!found.equals(expected)) {
                throw new IOException("other bytes than expected after offset " + offset);
            }
            bytes.position(bytes.position() + count);
            offset += count;
        }
    }

    /** Fails if a file does not have the right bytes, and so many of them. */
    static void compare(Path file, long size) throws IOException {
        try (var channel = FileChannel.open(file)) {
            if (channel.size() != size) {
                throw new IOException(file.getFileName() + " has " + channel.size() + " bytes");
            }
            var buffer = ByteBuffer.allocateDirect(1 << 20);
            for (long offset = 0; channel.read(buffer.clear()) > 0; offset += buffer.limit()) {
                compare(buffer.flip(), offset);
            }
        }
    }

    /** Makes what the scenarios need below the home of the user, unless it is there: some 1.6 GiB, and 111,000 names. */
    static void make(Path home) throws IOException {
        for (int mebibytes : new int[] {10, 512, 1024}) {
            file(home.resolve("big" + mebibytes + ".bin"), (long) mebibytes << 20);
        }
        Files.createDirectories(home.resolve("put"));
        Files.createDirectories(home.resolve("small"));
        for (int i = 0; i < SMALL_FILES; i++) {
            file(home.resolve("small/f" + i), SMALL);
        }
        for (int entries : new int[] {10_000, 100_000}) {
            var folder = Files.createDirectories(home.resolve("d" + entries));
            if (!Files.exists(folder.resolve(name(entries - 1)))) {
                for (int i = 0; i < entries; i++) {
                    Files.write(folder.resolve(name(i)), new byte[i % 7]);
                }
            }
        }
    }

    private static String name(int number) {
        return "file-%06d.txt".formatted(number);
    }

    private static void file(Path file, long size) throws IOException {
        if (Files.exists(file) && Files.size(file) == size) {
            return;
        }
        try (var channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (long offset = 0; offset < size; ) {
                int count = (int) Math.min(BLOCK, size - offset);
                offset += channel.write(ByteBuffer.wrap(BYTES, 0, count));
            }
        }
    }
}
