package ferry.client.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What stands in a home: folders and the bytes of files, by their paths from {@code /} on. Partial files are not in it. */
final class FileModel {
    private static final Entry FOLDER = new Entry(true, new byte[0]);
    private static final String RESERVED = ".ferry-";

    @SuppressWarnings("ArrayRecordComponent") // nobody changes it
    private record Entry(boolean folder, byte[] content) {
        boolean sameAs(Entry other) {
            return folder == other.folder && Arrays.equals(content, other.content);
        }
    }

    private final TreeMap<String, Entry> entries = new TreeMap<>();

    FileModel() {
        entries.put("/", FOLDER);
    }

    /** What stands in this folder of the disk. Links and special files are nothing. */
    static FileModel of(Path home) throws IOException {
        var model = new FileModel();
        model.add(home, "/");
        return model;
    }

    private void add(Path folder, String prefix) throws IOException {
        try (var stream = Files.newDirectoryStream(folder)) {
            for (var path : stream) {
                String name = path.getFileName().toString();
                if (name.startsWith(RESERVED)) {
                    continue;
                }
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    entries.put(prefix + name, FOLDER);
                    add(path, prefix + name + "/");
                } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    put(prefix + name, Files.readAllBytes(path));
                }
            }
        }
    }

    boolean folder(String path) {
        var entry = entries.get(path);
        return entry != null && entry.folder();
    }

    boolean file(String path) {
        var entry = entries.get(path);
        return entry != null && !entry.folder();
    }

    boolean free(String path) {
        return !entries.containsKey(path);
    }

    boolean empty(String folder) {
        String next = entries.higherKey(prefix(folder));
        return next == null || !next.startsWith(prefix(folder));
    }

    byte[] content(String path) {
        return entries.getOrDefault(path, FOLDER).content();
    }

    /** The names in a folder. */
    SortedSet<String> names(String folder) {
        var names = new TreeSet<String>();
        String prefix = prefix(folder);
        for (String path : entries.tailMap(prefix, false).keySet()) {
            if (path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0) {
                names.add(path.substring(prefix.length()));
            }
        }
        return names;
    }

    void makeFolder(String path) {
        entries.put(path, FOLDER);
    }

    void put(String path, byte[] content) {
        entries.put(path, new Entry(false, content.clone()));
    }

    void remove(String path) {
        entries.remove(path);
    }

    /** Moves an entry and what stands below it. */
    void move(String from, String to) {
        var moved = new TreeMap<String, Entry>();
        var below = prefix(from);
        entries.forEach((path, entry) -> {
            if (path.equals(from) || path.startsWith(below)) {
                moved.put(to + path.substring(from.length()), entry);
            }
        });
        entries.keySet().removeIf(path -> path.equals(from) || path.startsWith(below));
        entries.putAll(moved);
    }

    private static String prefix(String folder) {
        return folder.equals("/") ? "/" : folder + "/";
    }

    /** Becomes as another one. */
    void copy(FileModel other) {
        entries.clear();
        entries.putAll(other.entries);
    }

    /** What is different in another one, in words; empty when they are equal. */
    String difference(FileModel other) {
        var differences = new StringBuilder();
        entries.forEach((path, entry) -> {
            var there = other.entries.get(path);
            if (there == null) {
                differences.append(path).append(" is missing; ");
            } else if (!there.sameAs(entry)) {
                differences.append(path).append(" is another; ");
            }
        });
        other.entries.keySet().stream()
                .filter(path -> !entries.containsKey(path))
                .forEach(path -> differences.append(path).append(" is too much; "));
        return differences.toString();
    }
}
