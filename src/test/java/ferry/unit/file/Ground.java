package ferry.unit.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import ferry.file.Download;
import ferry.file.Entry;
import ferry.file.FileService;
import ferry.file.KeptFolders;
import ferry.file.Permission;
import ferry.file.Upload;
import ferry.file.UploadMode;
import ferry.protocol.ReplyCode;
import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.function.Executable;

/**
 * A home with an outside, and services over it.
 *
 * <p>{@link #close} checks what every test must leave behind: no open file, no folder that was to be moved into place,
 * and an outside that nothing has touched.
 */
final class Ground implements AutoCloseable {
    /** What stands outside of the home. */
    static final String SECRET = "secret";

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private final Path top;
    final Path home;
    final Path outside;
    final FileService files;

    Ground(Disk disk) throws IOException {
        top = disk.folder();
        home = top.resolve("home");
        outside = top.resolve("outside");
        Files.createDirectories(home);
        Files.createDirectories(outside.resolve("folder"));
        Files.writeString(outside.resolve("file"), SECRET);
        Files.writeString(outside.resolve("folder").resolve("inner"), SECRET);
        files = service("user", Permission.ALL, UploadMode.ATOMIC);
    }

    /** Another login. */
    FileService service(String owner, Set<Permission> permissions, UploadMode mode) {
        return new FileService(home, owner, permissions, mode);
    }

    /** A login that writes under final names. */
    FileService direct() {
        return service("user", Permission.ALL, UploadMode.DIRECT);
    }

    /** A path as a user writes it. */
    static VirtualPath path(String text) {
        return VirtualPath.ROOT.resolve(text);
    }

    /** Where this is on the disk. */
    Path real(String text) {
        Path real = home;
        for (String name : path(text).names()) {
            real = real.resolve(name);
        }
        return real;
    }

    /** Puts a file there, not by the service. */
    Path put(String text, String content) throws IOException {
        Path file = real(text);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    /** Puts a folder there, not by the service. */
    Path putFolder(String text) throws IOException {
        return Files.createDirectories(real(text));
    }

    /** Puts a link there. */
    Path putLink(String text, String target) throws IOException {
        return putLink(text, home.getFileSystem().getPath(target));
    }

    /** Puts a link there. */
    Path putLink(String text, Path target) throws IOException {
        return Files.createSymbolicLink(real(text), target);
    }

    /** What is in a file, not by the service. */
    String content(String text) throws IOException {
        return Files.readString(real(text));
    }

    /** All names in a folder on the disk. */
    Set<String> onDisk(String text) throws IOException {
        return in(real(text));
    }

    private static Set<String> in(Path folder) throws IOException {
        var names = new TreeSet<String>();
        try (var stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entry -> names.add(entry.getFileName().toString()));
        }
        return names;
    }

    /** What RETR sends. */
    String retrieve(String text) throws IOException, ReplyException {
        try (Download download = files.open(path(text));
                var in = Channels.newInputStream(download.channel())) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /** What a listing has. */
    static List<Entry> list(FileService files, String text) throws IOException, ReplyException {
        var entries = new ArrayList<Entry>();
        try (var listing = files.list(path(text))) {
            for (var entry = listing.next(); entry.isPresent(); entry = listing.next()) {
                entries.add(entry.get());
            }
        }
        return entries;
    }

    /** All that an entry tells: two that say the same are not equal, since their facts come from different looks. */
    static List<Object> told(Entry entry) {
        return List.of(
                entry.name(),
                entry.kind(),
                entry.size(),
                entry.modified(),
                entry.created(),
                entry.mode(),
                entry.unique(),
                entry.linkTarget(),
                entry.incomplete(),
                entry.rights());
    }

    /** What a listing of names has. */
    static Set<String> names(FileService files, String text) throws IOException, ReplyException {
        var names = new TreeSet<String>();
        try (var listing = files.list(path(text))) {
            for (var name = listing.nextName(); name.isPresent(); name = listing.nextName()) {
                names.add(name.get());
            }
        }
        return names;
    }

    /** Stores a file as a client does. */
    static void store(FileService files, String text, String content) throws IOException, ReplyException {
        try (var upload = files.store(path(text), 0)) {
            write(upload, content);
            upload.commit();
        }
    }

    /** Stores a file, and breaks off after so much. */
    static void breakOff(FileService files, String text, String content) throws IOException, ReplyException {
        try (var upload = files.store(path(text), 0)) {
            write(upload, content);
        }
    }

    /** Writes to an upload. */
    static void write(Upload upload, String content) throws IOException {
        var bytes = ByteBuffer.wrap(content.getBytes(UTF_8));
        while (bytes.hasRemaining()) {
            upload.channel().write(bytes);
        }
    }

    /** The code of the reply with which this is refused. */
    static ReplyCode refusal(Executable action) {
        return assertThrows(ReplyException.class, action).reply().code();
    }

    @Override
    public void close() throws IOException {
        try {
            check();
        } finally {
            remove();
        }
    }

    private void check() throws IOException {
        KeptFolders.close();
        assertEquals(Set.of(), leftOpen());
        assertEquals(Set.of(), movingFolders());
        assertEquals(SECRET, Files.readString(outside.resolve("file")));
        assertEquals(SECRET, Files.readString(outside.resolve("folder").resolve("inner")));
        try (var stream = Files.walk(outside)) {
            assertEquals(4, stream.count());
        }
    }

    private void remove() throws IOException {
        if (home.getFileSystem().equals(FileSystems.getDefault())) {
            MoreFiles.deleteRecursively(top, RecursiveDeleteOption.ALLOW_INSECURE);
        } else {
            home.getFileSystem().close();
        }
    }

    private Set<String> movingFolders() throws IOException {
        var names = in(home);
        names.removeIf(name -> !name.startsWith(".ferry-dir"));
        return names;
    }

    /** The files below here that this process has open. */
    private Set<String> leftOpen() throws IOException {
        var open = new TreeSet<String>();
        if (top.getFileSystem().equals(FileSystems.getDefault()) && Files.isDirectory(DESCRIPTORS)) {
            try (var stream = Files.newDirectoryStream(DESCRIPTORS)) {
                for (Path descriptor : stream) {
                    open.add(target(descriptor));
                }
            }
        }
        open.removeIf(file -> !file.startsWith(top.toString()));
        return open;
    }

    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException _) {
            return "";
        }
    }
}
