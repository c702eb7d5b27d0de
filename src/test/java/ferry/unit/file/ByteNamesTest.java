package ferry.unit.file;

import static ferry.unit.file.Ground.path;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.protocol.NameCoding;
import ferry.protocol.ReplyException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as bytes on a Unix disk, in any charset and under any locale. */
final class ByteNamesTest {
    private final Ground ground;

    ByteNamesTest() throws IOException {
        ground = new Ground(Disk.REAL);
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    private static String name(int... bytes) {
        var name = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            name[i] = (byte) bytes[i];
        }
        return NameCoding.UTF_8.decode(name);
    }

    private Path onDisk(String escaped) {
        return Path.of(URI.create(ground.home.toUri() + escaped));
    }

    @Test
    void mayBeOfAnotherCharset() throws IOException, ReplyException {
        String name = NameCoding.UTF_8.decode("中文".getBytes(Charset.forName("GBK")));
        NameChecks.usable(ground, name);

        Ground.store(ground.files, "/" + name, "content");

        assertEquals("content", Files.readString(onDisk("%D6%D0%CE%C4")));
    }

    @Test
    void mayBeNoTextAtAll() throws IOException, ReplyException {
        NameChecks.usable(ground, name(0xff, 0xfe, '?', 0x80, '%'));
    }

    @Test
    void mayStandOnTheWayAndInLinks() throws IOException, ReplyException {
        Files.createDirectory(onDisk("%D6%D0"));
        Files.createSymbolicLink(onDisk("l"), onDisk("%D6%D0").getFileName());

        Ground.store(ground.files, "/l/f", "content");

        assertEquals("content", ground.retrieve("/" + name(0xd6, 0xd0) + "/f"));
        assertEquals(
                "/" + name(0xd6, 0xd0),
                ground.files.stat(path("/l")).linkTarget().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc41", "\udc00", "\udce6\udc96\udc87"})
    void mayBeNoDoubleOfAnother(String name) throws IOException {
        NameChecks.unusable(ground, name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "C.UTF-8"})
    @Timeout(60)
    void areTheSameInAnyLocale(String locale) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classes = System.getProperty("java.class.path");
        var builder = new ProcessBuilder(
                List.of(java, "-Xshare:auto", "-cp", classes, NamesProgram.class.getName(), ground.home.toString()));
        builder.environment().put("LC_ALL", locale);
        builder.redirectErrorStream(true);
        builder.redirectOutput(ground.home.resolveSibling("output").toFile());

        var process = builder.start();
        boolean ended = process.waitFor(50, TimeUnit.SECONDS);
        process.destroyForcibly();

        String output = Files.readString(ground.home.resolveSibling("output"));
        assertTrue(ended, output);
        assertEquals(0, process.exitValue(), output);
        assertEquals("chinese", Files.readString(onDisk("%E6%96%87%E4%BB%B6.txt")));
        assertEquals("raw", Files.readString(onDisk("%D6%D0%FF")));
        assertEquals("folder", Files.readString(onDisk("%E6%96%87/%FF")));
        try (var files = Files.list(ground.home)) {
            assertEquals(3, files.count());
        }
    }
}
