package ferry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What {@code bin/ferry} leaves beside the AOT cache that a start uses, and the start takes away when it is over, well or not. So
 * a mark whose process is dead tells the next start that the JVM did not come through, and it makes the cache anew.
 */
final class StartMark {
    private StartMark() {}

    /** Takes it away, if there is one. */
    static void remove() {
        String mark = System.getProperty("ferry.start-mark", "");
        try {
            if (!mark.isEmpty()) {
                Files.deleteIfExists(Path.of(mark));
            }
        } catch (IOException _) {
            // Then the next start makes the cache anew.
        }
    }
}
