package ferry.image;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** What .dockerignore keeps from the build: the last line that fits a path, or a folder above it, decides. */
record Ignored(List<String> lines) {
    /** Reads the file of a build's folder. */
    static Ignored read(Path file) throws IOException {
        return new Ignored(Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList());
    }

    /** Whether the build never sees this file. */
    boolean excludes(Path file) {
        boolean excluded = false;
        for (String line : lines) {
            boolean exception = line.startsWith("!");
            if (fits(exception ? line.substring(1) : line, file)) {
                excluded = !exception;
            }
        }
        return excluded;
    }

    private static boolean fits(String pattern, Path file) {
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        return IntStream.rangeClosed(1, file.getNameCount())
                .mapToObj(length -> file.subpath(0, length))
                .anyMatch(matcher::matches);
    }
}
