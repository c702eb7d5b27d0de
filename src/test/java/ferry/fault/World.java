package ferry.fault;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What stands in a home: the bytes of each file by its path, which ends in a slash for a folder.
 *
 * @param files the bytes, those of a folder are none
 */
record World(ImmutableSortedMap<String, ByteBuffer> files) {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** An empty home. */
    static final World EMPTY = new World(ImmutableSortedMap.of());

    /** What stands on the disk, read past the daemon. */
    static World onDisk(Path home) throws IOException {
        var files = new HashMap<String, ByteBuffer>();
        try (var walk = Files.walk(home)) {
            for (Path path : walk.filter(path -> !path.equals(home)).toList()) {
                String name = home.relativize(path).toString();
                if (Files.isDirectory(path)) {
                    files.put(name + "/", NOTHING);
                } else {
                    files.put(name, ByteBuffer.wrap(Files.readAllBytes(path)));
                }
            }
        }
        return of(files);
    }

    private static World of(Map<String, ByteBuffer> files) {
        return new World(ImmutableSortedMap.copyOf(files));
    }

    /** The part of it with these paths. */
    World only(Predicate<String> paths) {
        return of(Maps.filterKeys(files, paths::test));
    }

    /** The paths of regular files. */
    List<String> names() {
        return files.keySet().stream().filter(path -> !path.endsWith("/")).toList();
    }

    /** The bytes of a file, if there is one. */
    Optional<ByteBuffer> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** The bytes of a file; none if there is no file. */
    ByteBuffer bytes(String path) {
        return find(path).orElse(NOTHING);
    }

    /** The same with this file. */
    World with(String path, ByteBuffer bytes) {
        var changed = new TreeMap<>(files);
        changed.put(path, bytes);
        return of(changed);
    }

    /** The same with this folder. */
    World withFolder(String path) {
        return with(path + "/", NOTHING);
    }

    /** The same without this path and all below it. */
    World without(String path) {
        return only(other -> !other.equals(path) && !other.startsWith(path + "/"));
    }

    /** The same with a file under another name. */
    World moved(String from, String to) {
        return without(from).with(to, bytes(from));
    }

    /** Whether this is the other, but for one file, of which only the beginning need be there. */
    boolean torn(String path, World whole) {
        var there = find(path);
        return there.isPresent() && without(path).equals(whole.without(path)) && begins(there.get(), whole.bytes(path));
    }

    /** Whether some bytes are the beginning of others. */
    static boolean begins(ByteBuffer first, ByteBuffer all) {
        return first.remaining() <= all.remaining()
                && all.slice(all.position(), first.remaining()).equals(first);
    }

    /** One after the other. */
    static ByteBuffer joined(ByteBuffer... parts) {
        int size = List.of(parts).stream().mapToInt(ByteBuffer::remaining).sum();
        var all = ByteBuffer.allocate(size);
        for (var part : parts) {
            all.put(part.duplicate());
        }
        return all.flip();
    }

    /** The paths with size and a hash of the bytes. */
    @Override
    public String toString() {
        return Joiner.on(' ')
                .withKeyValueSeparator('=')
                .join(Maps.transformValues(
                        files, bytes -> bytes.remaining() + "#" + Integer.toHexString(bytes.hashCode())));
    }
}
