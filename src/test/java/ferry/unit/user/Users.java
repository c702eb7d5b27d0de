package ferry.unit.user;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import com.google.common.net.InetAddresses;
import ferry.user.PasswordHashes;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;

/** A users file in memory, in a folder {@code /ferry}. */
final class Users implements AutoCloseable {
    /** Hashes of the lowest cost. */
    static final PasswordHashes HASHES = new PasswordHashes(4);

    static final InetAddress HERE = InetAddresses.forString("127.0.0.1");
    static final InetAddress ELSEWHERE = InetAddresses.forString("203.0.113.9");

    final FileSystem fileSystem = Jimfs.newFileSystem(Configuration.unix());
    final Path base;
    final Path file;

    /** A file with this text. */
    Users(String text) {
        base = fileSystem.getPath("/ferry");
        file = base.resolve("users.properties");
        try {
            Files.createDirectory(base);
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text as it is now. */
    String text() throws IOException {
        return Files.readString(file);
    }

    @Override
    public void close() throws IOException {
        fileSystem.close();
    }
}
