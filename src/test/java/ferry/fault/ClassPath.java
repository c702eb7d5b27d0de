package ferry.fault;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path of a daemon: the libraries and a jar of the classes, as where it is installed. From a folder each class
 * is opened when it is first needed, and a process that is out of descriptors then lacks it for ever.
 */
final class ClassPath {
    private static final String TEXT = text();

    private ClassPath() {}

    /** The class path, as the JVM takes it. */
    static String of() {
        return TEXT;
    }

    private static String text() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(path -> !Files.isDirectory(path) || Files.exists(path.resolve("ferry/Main.class")))
                .map(path -> Files.isDirectory(path) ? jar(path) : path)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path jar(Path classes) {
        try {
            var jar = Files.createTempFile("ferry", ".jar");
            jar.toFile().deleteOnExit();
            try (var out = new JarOutputStream(Files.newOutputStream(jar));
                    var files = Files.walk(classes)) {
                out.setLevel(0);
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                    Files.copy(file, out);
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
