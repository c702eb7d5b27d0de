package ferry.unit.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ferry.protocol.ReplyException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that are long, reserved or strange. */
@ParameterizedClass
@EnumSource
final class NamesTest {
    /** 255 bytes each. */
    static final List<String> LONGEST =
            List.of("x".repeat(255), "文".repeat(85), "é".repeat(127) + "x", "😀".repeat(63) + "xyz");

    /** 256 bytes or more. */
    static final List<String> TOO_LONG =
            List.of("x".repeat(256), "x".repeat(300), "文".repeat(85) + "x", "é".repeat(128), "😀".repeat(64));

    private final Disk disk;
    private final Ground ground;

    NamesTest(Disk disk) throws IOException {
        this.disk = disk;
        ground = new Ground(disk);
    }

    @AfterEach
    void close() throws IOException {
        ground.close();
    }

    @ParameterizedTest
    @FieldSource("LONGEST")
    void mayHave255Bytes(String name) throws IOException, ReplyException {
        NameChecks.usable(ground, name);
    }

    @ParameterizedTest
    @FieldSource("TOO_LONG")
    void mayNotBeLonger(String name) throws IOException {
        NameChecks.unusable(ground, name);
    }

    @ParameterizedTest
    @ValueSource(strings = {".ferry-part-12345678-f", ".ferry-part-", ".Ferry-PART-x", ".FERRY-DIR-0"})
    void mayNotBeReserved(String name) throws IOException, ReplyException {
        ground.put("/" + name, "ours");

        NameChecks.unusable(ground, name);
        assertEquals(Set.of("f"), Ground.names(ground.files, "/"));
        assertEquals(1, Ground.list(ground.files, "/").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {".ferry", ".ferry-parts", "ferry-part-x", ".ferry-", " f", "~", "#x", "-rf", "%41", "a b"})
    void mayLookStrange(String name) throws IOException, ReplyException {
        NameChecks.usable(ground, name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"文件.txt", "é", "e\u0301", "😀"})
    void mayHaveAnyLetters(String name) throws IOException, ReplyException {
        NameChecks.usable(ground, name);
    }

    @Test
    void keepTheirCaseApartAsTheDiskDoes() throws IOException, ReplyException {
        boolean apart = disk != Disk.WINDOWS;

        try (var first = ground.files.store(Ground.path("/f"), 0);
                var second = ground.files.store(Ground.path("/F"), 0)) {
            Ground.write(first, "first");
            Ground.write(second, "second");
            first.commit();
            second.commit();
        }

        assertEquals("second", ground.content("/F"));
        assertEquals(apart ? "first" : "second", ground.content("/f"));
        assertEquals(apart ? 2 : 1, ground.onDisk("/").size());
    }
}
