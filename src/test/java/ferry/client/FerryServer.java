package ferry.client;

import ferry.Ferry;
import ferry.config.ConfigReader;
import ferry.properties.FaultyFileException;
import ferry.protocol.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;

/**
 * A daemon for one test: its own installation folder, ports given by the system, the user {@code ferry} with the
 * password {@code ferry}, whose home is {@link #home}. Everything is gone when it is closed.
 */
public final class FerryServer implements AutoCloseable {
    /** A bcrypt hash of "ferry" of the lowest cost, so that tests do not wait for hashes. */
    private static final String HASH = "$2a$04$DsD1xS5NSOksQmywqm0kXeemKCQbRERstTiJH2ePn6jRwh1gEpZW.";

    private final Path folder;
    private final Path home;
    private final Ferry ferry;

    private FerryServer(Path folder, Path home, Ferry ferry) {
        this.folder = folder;
        this.home = home;
        this.ferry = ferry;
    }

    /** Starts a daemon with these settings, {@code key=value} each, over those of a test. */
    public static FerryServer start(String... settings) {
        return start(List.of(), settings);
    }

    /** Starts a daemon with more lines in its users file. */
    public static FerryServer start(List<String> users, String... settings) {
        var folder = newFolder();
        try {
            var home = Files.createDirectory(folder.resolve("home"));
            var lines = new ArrayList<>(List.of(
                    "ftpserver.user.ferry.userpassword=" + HASH,
                    "ftpserver.user.ferry.homedirectory=home",
                    "ftpserver.user.ferry.writepermission=true"));
            lines.addAll(users);
            Files.write(folder.resolve("users.properties"), lines);
            return new FerryServer(folder, home, Ferry.start(sources(folder, settings)));
        } catch (IOException e) {
            delete(folder);
            throw new UncheckedIOException(e);
        } catch (FaultyFileException e) {
            delete(folder);
            throw new IllegalArgumentException(e);
        }
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("ferry");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try {
            PathUtils.deleteDirectory(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reloads with these settings in place of those that it was started with; returns what has changed. */
    public List<String> reload(String... settings) throws FaultyFileException, IOException {
        return ferry.reload(ConfigReader.read(sources(folder, settings)));
    }

    /**
     * The lines of another user of the password {@code ferry}, whose home is the folder of this name beside the
     * home of {@code ferry}; each attribute is {@code key=value}.
     */
    public static List<String> user(String name, String... attributes) {
        String prefix = "ftpserver.user." + name + ".";
        var lines = new ArrayList<String>();
        for (String usual : List.of("userpassword=" + HASH, "homedirectory=" + name)) {
            String key = usual.substring(0, usual.indexOf('=') + 1);
            if (Stream.of(attributes).noneMatch(attribute -> attribute.startsWith(key))) {
                lines.add(prefix + usual);
            }
        }
        Stream.of(attributes).map(prefix::concat).forEach(lines::add);
        return lines;
    }

    private static ConfigReader.Sources sources(Path folder, String... settings) {
        var assignments = new ArrayList<>(List.of(
                "ftp.listen=127.0.0.1:0",
                "legacy.listen=127.0.0.1:0",
                "passive.ports=0",
                "shutdown-grace=1s",
                "control.socket=",
                "tls.enabled=false")); // clients that find TLS use it, and want a certificate that they know
        assignments.addAll(List.of(settings));
        return new ConfigReader.Sources(folder, Optional.empty(), Map.of(), assignments);
    }

    /** The address of the FTP port. */
    public InetSocketAddress ftp() {
        return address(ferry.ftp().getFirst());
    }

    /** The address of the port of implicit TLS. */
    public InetSocketAddress ftps() {
        return address(ferry.ftps().getFirst());
    }

    private static InetSocketAddress address(Endpoint endpoint) {
        try {
            return endpoint.host().equals("*")
                    ? new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.port())
                    : endpoint.address();
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of the FTP port. */
    public int port() {
        return ftp().getPort();
    }

    /** The number of the port of implicit TLS, for which {@code ftps.listen} must be set. */
    public int ftpsPort() {
        return ferry.ftps().getFirst().port();
    }

    /** The number of the legacy port. */
    public int legacyPort() {
        return ferry.legacy().getFirst().port();
    }

    /** The installation folder. */
    public Path folder() {
        return folder;
    }

    /** The home of the user {@code ferry}. */
    public Path home() {
        return home;
    }

    /** The users file. */
    public Path users() {
        return folder.resolve("users.properties");
    }

    /** A file of this name and content in the home of {@code ferry}. */
    public Path file(String name, String content) {
        try {
            return Files.writeString(home.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The content of a file in the home of {@code ferry}. */
    public String content(String name) {
        try {
            return Files.readString(home.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names in the home of {@code ferry} as they stand on the disk, hidden ones too, sorted. */
    public List<String> names() {
        try (var files = Files.list(home)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empties the home of {@code ferry}, after the end of all sessions. For tests that share a daemon. */
    public void clear() {
        Eventually.holds("the end of all sessions", () -> ferry.connections() == 0);
        try {
            PathUtils.deleteDirectory(home);
            Files.createDirectory(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The daemon itself. */
    public Ferry daemon() {
        return ferry;
    }

    @Override
    public void close() {
        ferry.close();
        delete(folder);
    }
}
