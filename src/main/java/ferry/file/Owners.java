package ferry.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who owns files on the disk.
 *
 * <p>The JDK tells the numbers by path only; the names behind them cost five times as much and are remembered. A path
 * may lead elsewhere by now: then two numbers are wrong, which is all that can happen.
 */
final class Owners {
    private static final int REMEMBERED = 1000;

    private final Map<String, String> principals = new HashMap<>();

    /** Who owns this file; nothing where the file system does not know. */
    Optional<Ownership> of(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return Optional.empty();
        }
        try {
            var ids = Files.readAttributes(file, "unix:uid,gid", NOFOLLOW_LINKS);
            String user = String.valueOf(ids.get("uid"));
            String group = String.valueOf(ids.get("gid"));
            return Optional.of(new Ownership(
                    Long.parseLong(user),
                    Long.parseLong(group),
                    principal(file, "owner", user),
                    principal(file, "group", group)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private String principal(Path file, String kind, String id) throws IOException {
        String known = principals.get(kind + id);
        if (known != null) {
            return known;
        }
        if (principals.size() >= REMEMBERED) {
            principals.clear();
        }
        String name = String.valueOf(Files.getAttribute(file, "unix:" + kind, NOFOLLOW_LINKS));
        principals.put(kind + id, name);
        return name;
    }
}
