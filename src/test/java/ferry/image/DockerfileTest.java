package ferry.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.image.Dockerfile.Instruction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The lines of the Dockerfile, against what they are about. */
final class DockerfileTest {
    private final Dockerfile file = Dockerfile.read(Path.of("Dockerfile"));
    private final Ignored ignored = Ignored.read(Path.of(".dockerignore"));

    DockerfileTest() throws IOException {}

    private Stream<Path> copied() {
        return file.all("COPY")
                .filter(copy -> copy.option("from").isEmpty())
                .map(Instruction::plainWords)
                .flatMap(words -> words.subList(0, words.size() - 1).stream())
                .map(Path::of);
    }

    private static List<Path> files(Path below) throws IOException {
        try (var files = Files.walk(below)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void copiesWhatIsThere() throws IOException {
        var shipped = Set.of(Path.of("conf/ferry.properties"), Path.of("conf/log4j2.xml"));

        for (Path copied : copied().toList()) {
            var kept = files(copied).stream().filter(found -> !ignored.excludes(found));

            assertTrue(kept.findAny().isPresent(), copied::toString);
        }
        for (Path shippedFile : shipped) {
            assertFalse(ignored.excludes(shippedFile), shippedFile::toString);
        }
        for (Path source : files(Path.of("src/main"))) {
            assertFalse(ignored.excludes(source), source::toString);
        }
    }

    /** What a daemon in this folder has made, and what only a checkout needs. */
    @Test
    void leavesOutWhatIsSecretOrNotNeeded() {
        for (String name : List.of(
                "users.properties",
                "data/ferry/letter.txt",
                "conf/users.properties",
                "conf/users-example.properties",
                "conf/self-signed.pem",
                "conf/tls/key.pem",
                "conf/bans",
                "conf/.bans.lock",
                "conf/hooks-spool/event",
                ".git/config",
                ".ci/run",
                "target/ferry.jar",
                "src/test/java/ferry/image/DockerfileTest.java",
                "dist/compose.yaml",
                "docs/tls.md")) {
            assertTrue(ignored.excludes(Path.of(name)), name);
        }
    }

    @Test
    void takesWhatTheBuildLeaves() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String build = file.stages().getFirst().stream()
                .filter(instruction -> instruction.name().equals("RUN"))
                .findFirst()
                .orElseThrow()
                .argument();

        assertTrue(pom.contains("<finalName>ferry</finalName>"));
        assertTrue(pom.contains("<outputDirectory>${project.build.directory}/lib</outputDirectory>"));
        assertTrue(build.contains("mv target/ferry.jar target/lib/*.jar /build/lib/"), build);
        assertEquals(
                List.of("/build/lib", "lib"),
                file.all("COPY")
                        .filter(copy -> copy.option("from").equals(Optional.of("build")))
                        .findFirst()
                        .orElseThrow()
                        .plainWords());
    }

    /** Of images that their makers publish for amd64 and arm64. */
    @Test
    void buildsOnTheJavaOfThePom() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));

        assertTrue(pom.contains("<java.release>25</java.release>"));
        assertEquals(
                List.of("maven:3.9-eclipse-temurin-25", "eclipse-temurin:25-jre"),
                file.all("FROM").map(from -> from.plainWords().getFirst()).toList());
    }

    /** A library with programs of its own brings those of arm64 if it brings any. */
    @Test
    void bringsNothingThatIsForOneProcessorAlone() throws IOException {
        for (Path library : Image.libraries()) {
            try (var jar = new ZipFile(library.toFile())) {
                var programs = jar.stream()
                        .map(ZipEntry::getName)
                        .filter(name -> name.endsWith(".so"))
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .toList();
                assertEquals(
                        programs.stream()
                                .anyMatch(name -> name.contains("linux") && name.matches(".*(x86_64|amd64).*")),
                        programs.stream()
                                .anyMatch(name -> name.contains("linux") && name.matches(".*(aarch64|arm64).*")),
                        () -> library + " " + programs);
            }
        }
    }

    @Test
    void setsKeysThatThereAre() throws IOException {
        var keys = Manifest.variables();

        for (String word : file.one("ENV").words()) {
            assertTrue(keys.contains(word.substring(0, word.indexOf('='))), word);
        }
    }

    @Test
    void exposesThePortsThatItListensOn() {
        var passive = file.one("ENV").words().stream()
                .filter(word -> word.startsWith("FERRY_PASSIVE_PORTS="))
                .map(word -> word.substring(word.indexOf('=') + 1))
                .findFirst()
                .orElseThrow();

        assertEquals(
                new TreeSet<>(Set.of("2121", passive)),
                new TreeSet<>(file.one("EXPOSE").words()));
    }

    @Test
    void startsProgramsOfTheImageWithoutAShellAndWithoutRights() {
        String check = file.one("HEALTHCHECK").argument();
        var health = new Instruction("CMD", check.substring(check.indexOf('[')));

        assertEquals("ferry", file.one("USER").argument());
        for (Instruction program : List.of(health, file.one("ENTRYPOINT"))) {
            String name = program.words().getFirst();
            assertTrue(program.isArray(), program::toString);
            assertTrue(name.startsWith("/opt/ferry/"), name);
            assertTrue(Files.isExecutable(Path.of(name.substring("/opt/ferry/".length()))), name);
        }
    }
}
