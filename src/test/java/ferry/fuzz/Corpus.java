package ferry.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Inputs that are worth a look in every build: what was found once, and what SECURITY.md of the project tells of other
 * servers. A file of lines, each an input; {@code #} begins a comment.
 *
 * <p>In a line {@code \r}, {@code \n}, {@code \t}, {@code \\} and {@code \xHH} stand for a byte, and {@code \{N text}} for
 * so many times the text, which ends at the next brace.
 */
public final class Corpus {
    private Corpus() {}

    /** The inputs of the resource {@code fuzz/NAME.txt}; none when there is no such file. */
    static List<byte[]> read(String name) {
        return lines(name).stream().map(Corpus::decode).toList();
    }

    /** Its lines as they stand there. */
    static List<String> lines(String name) {
        try (var in = Corpus.class.getResourceAsStream("/fuzz/" + name + ".txt")) {
            return in == null
                    ? List.of()
                    : new String(in.readAllBytes(), UTF_8)
                            .lines()
                            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes that a line stands for. */
    static byte[] decode(String line) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c != '\\') {
                bytes.writeBytes(line.substring(i, i + 1).getBytes(UTF_8));
                continue;
            }
            switch (line.charAt(++i)) {
                case 'r' -> bytes.write('\r');
                case 'n' -> bytes.write('\n');
                case 't' -> bytes.write('\t');
                case 'x' -> {
                    bytes.write(HexFormat.fromHexDigits(line, i + 1, i + 3));
                    i += 2;
                }
                case '{' -> {
                    int end = line.indexOf('}', i);
                    int blank = line.indexOf(' ', i);
                    byte[] text = decode(line.substring(blank + 1, end));
                    for (int times = Integer.parseInt(line, i + 1, blank, 10); times > 0; times--) {
                        bytes.writeBytes(text);
                    }
                    i = end;
                }
                default -> bytes.write(line.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    /** Lines of text as they would stand in a corpus. */
    public static String text(List<String> lines) {
        return lines.stream().map(line -> encode(line.getBytes(UTF_8))).collect(Collectors.joining("\n"));
    }

    /** The line that stands for these bytes. */
    static String encode(byte[] bytes) {
        var line = new StringBuilder();
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 0xff;
            if (b == '\\' || (i == 0 && b == '#')) {
                line.append(b == '#' ? "\\x23" : "\\\\");
            } else if (b >= ' ' && b < 0x7f) {
                line.append(new String(bytes, i, 1, ISO_8859_1));
            } else {
                line.append("\\x").append(HexFormat.of().toHexDigits((byte) b));
            }
        }
        return line.toString();
    }
}
