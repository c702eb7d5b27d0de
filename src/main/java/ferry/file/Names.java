package ferry.file;

import ferry.protocol.NameCoding;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The way between a single name as text and as a Path, and which names can be used.
 *
 * <p>The JDK turns strings into the bytes of a name by the locale that the JVM was started in: in the C locale
 * {@code Path.of("文")} throws, and bytes that are no UTF-8 are lost everywhere. URIs carry all bytes, so on a
 * Unix disk a name that is not pure ASCII goes by URI, as the bytes that {@link NameCoding#UTF_8} gives. Names of
 * other file systems are strings.
 *
 * @param fileSystem where the names stand
 * @param bytes whether names are bytes there
 */
record Names(FileSystem fileSystem, boolean bytes) {
    /** The most bytes that a name has on common file systems. */
    static final int LONGEST = 255;

    /** A UTF-16 unit is at most three bytes in UTF-8. */
    private static final int SURELY_SHORT = LONGEST / 3;

    private static final HexFormat PERCENT = HexFormat.of().withPrefix("%").withUpperCase();

    private static final Pattern WINDOWS_DEVICE = Pattern.compile(
            "(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9¹²³]) *(\\..*)?", Pattern.CASE_INSENSITIVE);

    /** A name of the times of MS-DOS, by which Windows finds a file that has a longer one. */
    private static final Pattern WINDOWS_SHORT = Pattern.compile("(?=[^.]{1,8}(\\.|$))[^.]+~[0-9]+(\\.[^.]{0,3})?");

    /** The names of this file system. */
    static Names of(FileSystem fileSystem) {
        boolean disk = fileSystem.equals(FileSystems.getDefault());
        return new Names(fileSystem, disk && fileSystem.getSeparator().equals("/"));
    }

    /** The relative path of this one name. */
    Path path(String name) {
        if (!bytes || ascii(name)) {
            return fileSystem.getPath(name);
        }
        String escaped = PERCENT.formatHex(NameCoding.UTF_8.encode(name));
        return fileSystem.provider().getPath(URI.create("file:///" + escaped)).getFileName();
    }

    /** The text of the last name of this path. */
    String text(Path path) {
        Path name = path.getFileName();
        String text = name.toString();
        if (!bytes || ascii(text)) {
            return text;
        }
        // Below the root, because toUri() looks the file up to see whether it is a folder: there this is cheap.
        String raw = fileSystem.getPath("/").resolve(name).toUri().getRawPath();
        return NameCoding.UTF_8.decode(unescaped(raw));
    }

    /** Whether this can be the name of a file of the user: not too long, not ours, and not another name's double. */
    boolean usable(String name) {
        return fits(name) && !PartNames.reserved(name) && (bytes ? oneToOne(name) : plain(name));
    }

    /** Whether this name is not too long. */
    static boolean fits(String name) {
        return name.length() <= SURELY_SHORT || NameCoding.UTF_8.encode(name).length <= LONGEST;
    }

    /** Text that no bytes stand for, or that other text stands for already, would meet another file. */
    private static boolean oneToOne(String name) {
        return ascii(name) || NameCoding.UTF_8.encodes(name);
    }

    private boolean plain(String name) {
        try {
            Path path = fileSystem.getPath(name);
            return !path.isAbsolute()
                    && path.getNameCount() == 1
                    && path.toString().equals(name)
                    && !(fileSystem.getSeparator().equals("\\") && trapOnWindows(name));
        } catch (InvalidPathException _) {
            return false;
        }
    }

    /**
     * Windows drops dots and spaces at the end, opens devices by name, streams of a file behind a colon, and a file by a
     * short name that no listing shows.
     */
    private static boolean trapOnWindows(String name) {
        return name.endsWith(".")
                || name.endsWith(" ")
                || name.indexOf(':') >= 0
                || WINDOWS_DEVICE.matcher(name).matches()
                || WINDOWS_SHORT.matcher(name).matches();
    }

    private static boolean ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static byte[] unescaped(String rawPath) {
        int to = rawPath.endsWith("/") ? rawPath.length() - 1 : rawPath.length();
        var bytes = new byte[to - 1];
        int count = 0;
        for (int i = 1; i < to; i++) {
            char c = rawPath.charAt(i);
            if (c == '%') {
                bytes[count++] = (byte) HexFormat.fromHexDigits(rawPath, i + 1, i + 3);
                i += 2;
            } else {
                bytes[count++] = (byte) c;
            }
        }
        return Arrays.copyOf(bytes, count);
    }
}
