package ferry.tls;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import ferry.properties.Fault;
import ferry.properties.FaultyFileException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What stands in some files, each read once. */
final class Contents {
    /** Lists of revoked certificates have some MiB at the most; what is far larger is a mistake. */
    private static final int MOST = 32 * 1024 * 1024;

    private final Map<Path, byte[]> read = new LinkedHashMap<>();
    private final Map<Path, Fault> unread = new LinkedHashMap<>();

    private Contents() {}

    /** Reads these files. */
    static Contents of(Collection<Path> files) {
        var contents = new Contents();
        files.forEach(contents::read);
        return contents;
    }

    private void read(Path file) {
        try {
            // A pipe would never end.
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                unread.put(file, Fault.of(file.toString(), "is not a file"));
            } else {
                readRegular(file);
            }
        } catch (NoSuchFileException _) {
            unread.put(file, Fault.of(file.toString(), "no such file"));
        } catch (AccessDeniedException _) {
            unread.put(file, Fault.of(file.toString(), "the daemon's user may not read it"));
        } catch (IOException e) {
            unread.put(file, Fault.of(file.toString(), "cannot be read: " + e));
        }
    }

    private void readRegular(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                unread.put(file, Fault.of(file.toString(), "is larger than 32 MiB"));
            } else {
                read.put(file, bytes);
            }
        }
    }

    /** The bytes of one of the files. */
    byte[] bytes(Path file) throws FaultyFileException {
        var fault = unread.get(file);
        if (fault != null) {
            throw new FaultyFileException(List.of(fault));
        }
        return Objects.requireNonNull(read.get(file));
    }

    /** Takes these bytes for what stands in the file. */
    void put(Path file, byte[] bytes) {
        unread.remove(file);
        read.put(file, bytes);
    }

    /** Equal for contents that are equal. */
    HashCode digest() {
        var hasher = Hashing.sha256().newHasher();
        read.forEach((file, bytes) ->
                hasher.putUnencodedChars(file.toString()).putInt(bytes.length).putBytes(bytes));
        unread.forEach((file, fault) -> hasher.putUnencodedChars(fault.toString()));
        return hasher.hash();
    }
}
