package ferry.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.image.Dockerfile.Instruction;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the last stage of the Dockerfile makes, in a folder: each of its instructions is carried out in turn. In place of the
 * base image stands this machine: its programs and its JDK.
 */
final class Image {
    private static final Path SCRIPT = Path.of("src/test/scripts/container").toAbsolutePath();
    private static final Pattern ONLY_FOR_TESTS = Pattern.compile(
            ".*/(junit|opentest4j|apiguardian|jimfs|archunit|commons-net|slf4j|surefire|jmh|jopt)[^/]*");

    private final Path root;
    private final Path libraries;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> entryPoint = new ArrayList<>();
    private final List<String> command = new ArrayList<>();
    private final List<String> healthCheck = new ArrayList<>();
    private String user = "root";
    private String folder = "/";

    private Image(Path root, Path libraries) {
        this.root = root;
        this.libraries = libraries;
        // As the images of Temurin have it.
        environment.put("JAVA_HOME", "/opt/java/openjdk");
        environment.put("PATH", "/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        environment.put("LC_ALL", "C.UTF-8");
    }

    /** Makes the image below this folder; for root only. */
    static Image make(Path parent) throws Exception {
        var root = Files.createDirectory(parent.resolve("root"));
        var image = new Image(root, libraries(Files.createDirectory(parent.resolve("lib"))));
        base(root);
        for (Instruction instruction : Dockerfile.read(Path.of("Dockerfile")).last()) {
            image.carryOut(instruction);
        }
        return image;
    }

    /** The libraries that the daemon runs with. */
    static List<Path> libraries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar"))
                .filter(entry -> !ONLY_FOR_TESTS.matcher(entry).matches())
                .map(Path::of)
                .toList();
    }

    /** What the build stage leaves: the jar and its libraries. */
    private static Path libraries(Path to) throws IOException {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (Files.exists(Path.of(entry, "ferry/Main.class"))) {
                jar(Path.of(entry), to.resolve("ferry.jar"));
            }
        }
        for (Path library : libraries()) {
            Files.copy(library, to.resolve(library.getFileName()));
        }
        return to;
    }

    private static void jar(Path classes, Path jar) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.walk(classes)) {
            out.setLevel(0);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
    }

    /** The folders and accounts of a system; its programs are mounted where they are needed. */
    private static void base(Path root) throws Exception {
        for (String name : List.of("usr", "proc", "dev", "tmp", "var", "opt", "etc")) {
            Files.createDirectory(root.resolve(name));
        }
        for (String name : List.of("bin", "sbin", "lib", "lib32", "lib64")) {
            if (Files.isSymbolicLink(Path.of("/", name))) {
                Files.createSymbolicLink(root.resolve(name), Path.of("usr", name));
            }
        }
        for (String name : List.of("passwd", "group", "login.defs", "nsswitch.conf", "ld.so.cache")) {
            var file = Path.of("/etc", name);
            if (Files.exists(file)) {
                assertEquals(
                        0,
                        Run.of("cp", "-a", file.toString(), root.resolve("etc").toString())
                                .exit());
            }
        }
    }

    private void carryOut(Instruction instruction) throws Exception {
        switch (instruction.name()) {
            case "FROM", "LABEL", "EXPOSE", "VOLUME" -> {}
            case "WORKDIR" -> {
                folder = instruction.argument();
                Files.createDirectories(inside(folder));
            }
            case "ENV" ->
                instruction.words().forEach(word -> {
                    int equals = word.indexOf('=');
                    environment.put(word.substring(0, equals), word.substring(equals + 1));
                });
            case "COPY" -> copy(instruction);
            case "RUN" -> {
                var done = step("/bin/sh", "-c", instruction.argument());
                assertEquals(0, done.exit(), () -> "RUN " + instruction.argument() + "\n" + done);
            }
            case "USER" -> user = instruction.argument();
            case "HEALTHCHECK" ->
                healthCheck.addAll(new Instruction(
                                "CMD",
                                instruction
                                        .argument()
                                        .substring(instruction.argument().indexOf("CMD") + 3)
                                        .strip())
                        .words());
            case "ENTRYPOINT" -> entryPoint.addAll(instruction.words());
            case "CMD" -> command.addAll(instruction.words());
            default -> throw new IllegalStateException("an instruction that no test carries out: " + instruction);
        }
    }

    /** Folders give what is in them; the last word is a folder if it ends with a slash, or is one. */
    private void copy(Instruction instruction) throws Exception {
        var words = instruction.plainWords();
        var to = inside(folder).resolve(words.getLast());
        for (String word : words.subList(0, words.size() - 1)) {
            var from = instruction.option("from").isPresent() ? libraries : Path.of(word);
            assertTrue(Files.exists(from), () -> "COPY of what is not there: " + from);
            boolean folder = Files.isDirectory(from);
            if (folder) {
                Files.createDirectories(to);
            }
            assertEquals(
                    0,
                    Run.of("cp", "-r", "--preserve=mode", from + (folder ? "/." : ""), to.toString())
                            .exit());
        }
    }

    private Path inside(String path) {
        return root.resolve(path.substring(1));
    }

    /** Runs a command as RUN does. */
    private Run.Outcome step(String... words) throws Exception {
        var all = new ArrayList<>(List.of(
                "unshare", "--mount", "--pid", "--fork", "--kill-child", SCRIPT.toString(), "make", root.toString()));
        all.addAll(List.of(System.getProperty("java.home"), folder));
        all.addAll(List.of(words));
        return Run.of(all, environment);
    }

    /** A new volume, with the owner and mode that the image's own folder has. */
    Path volume(Path at) throws Exception {
        assertFalse(Files.exists(at));
        assertEquals(
                0, Run.of("cp", "-a", inside("/data").toString(), at.toString()).exit());
        return at;
    }

    /** The command by which the image is run with this volume; an empty command is the image's own. */
    List<String> command(Path volume, List<String> words) {
        return Stream.of(entry(volume), entryPoint, words.isEmpty() ? command : words)
                .flatMap(List::stream)
                .toList();
    }

    /** The same for a command in place of the entry point. */
    List<String> bareCommand(Path volume, List<String> words) {
        return Stream.concat(entry(volume).stream(), words.stream()).toList();
    }

    private List<String> entry(Path volume) {
        return List.of(
                "unshare",
                "--mount",
                "--pid",
                "--net",
                "--ipc",
                "--uts",
                "--fork",
                "--kill-child",
                SCRIPT.toString(),
                "run",
                root.toString(),
                System.getProperty("java.home"),
                folder,
                volume.toString(),
                userId());
    }

    /** The number of the user that USER names, from the image's own accounts. */
    String userId() {
        try (var lines = Files.lines(root.resolve("etc/passwd"))) {
            return lines.filter(line -> line.startsWith(user + ":"))
                    .map(line -> line.split(":", -1)[2])
                    .findFirst()
                    .orElse(user);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** What the health check runs. */
    List<String> healthCheck() {
        return List.copyOf(healthCheck);
    }

    /** What ENV has set, and the base image. */
    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** Where commands begin. */
    String folder() {
        return folder;
    }

    /** The tree. */
    Path root() {
        return root;
    }
}
