package ferry.client.real;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Files to be moved, and what comes of them. */
final class Sample {
    private Sample() {}

    /** So many bytes that look like chance and are always the same. */
    static byte[] bytes(int size) {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** Writes such a file, and the folders it is in. */
    static byte[] write(Path file, int size) throws IOException {
        byte[] bytes = bytes(size);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        return bytes;
    }

    /** Makes a folder with folders, empty ones too, and files with names of many kinds. */
    static void plantTree(Path top) throws IOException {
        write(top.resolve("a.bin"), 1);
        write(top.resolve("a file with blanks.bin"), 1000);
        write(top.resolve("empty"), 0);
        write(top.resolve(".hidden"), 30);
        write(top.resolve("文件 ü.bin"), 70_000);
        write(top.resolve("folder/b.bin"), 300_000);
        write(top.resolve("folder/.hidden folder/c.bin"), 2000);
        write(top.resolve("folder/größer/deeper/d.bin"), 3000);
        Files.createDirectory(top.resolve("folder/nothing in it"));
    }

    /** What is below a folder: for each file its size and a digest of its bytes, for each folder a word. */
    static Map<String, String> tree(Path top) throws IOException {
        var tree = new TreeMap<String, String>();
        try (var paths = Files.walk(top)) {
            for (var path : (Iterable<Path>) paths.skip(1)::iterator) {
                tree.put(top.relativize(path).toString(), Files.isDirectory(path) ? "folder" : digest(path));
            }
        }
        return tree;
    }

    private static String digest(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return bytes.length + " bytes " + Hashing.sha256().hashBytes(bytes);
    }
}
