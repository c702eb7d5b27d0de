package ferry.unit.file;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.file.StorageFull;
import java.io.IOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A full disk, by the words of the systems. */
final class StorageFullTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "No space left on device",
                "Disk quota exceeded",
                "File too large",
                "There is not enough space on the disk",
            })
    void isToldByTheWordsOfTheSystem(String words) {
        assertTrue(StorageFull.causes(new IOException(words)));
        assertTrue(StorageFull.causes(new FileSystemException("f", null, words)));
    }

    @Test
    void isNotToldByOthers() {
        assertFalse(StorageFull.causes(new IOException("Connection reset by peer")));
        assertFalse(StorageFull.causes(new IOException()));
    }

    @Test
    void isNotToldByTheNameOfAFile() {
        assertFalse(StorageFull.causes(new FileSystemException("quota", "no space", "Permission denied")));
    }
}
