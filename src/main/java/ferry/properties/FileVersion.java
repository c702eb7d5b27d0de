package ferry.properties;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What tells one version of a file from the next without reading it. Symbolic links are followed.
 *
 * @param modified when it was modified
 * @param size its length in bytes
 * @param fileKey which file it is; nothing where the file system does not tell
 */
public record FileVersion(FileTime modified, long size, Optional<Object> fileKey) {
    /** Two changes within this time may carry the same time stamp: the coarsest file systems count in steps of two seconds. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    /** The version that the file is now; nothing if it is not there. */
    public static Optional<FileVersion> of(Path file) {
        try {
            var now = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new FileVersion(now.lastModifiedTime(), now.size(), Optional.ofNullable(now.fileKey())));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** Whether a later change would show in the version. */
    public boolean settled(Instant now) {
        return modified.toInstant().isBefore(now.minus(SETTLING));
    }
}
