package ferry.properties;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads files as a whole, and nothing that might block or never end. */
public final class RegularFile {
    private RegularFile() {}

    /** The bytes of a file; NotRegularFileException for a FIFO, a device or a folder, which is not even opened. */
    public static byte[] read(Path file) throws IOException {
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            throw new NotRegularFileException();
        }
        return Files.readAllBytes(file);
    }
}
