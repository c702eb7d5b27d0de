package ferry.client.real;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The scripts in {@code src/test/resources/real}. */
final class Script {
    private Script() {}

    /** The file of a script. */
    static Path file(String name) {
        try {
            var resource = Script.class.getResource("/real/" + name);
            assertNotNull(resource, name);
            return Path.of(resource.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
