package ferry.hook;

import ferry.protocol.NameCoding;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The fields of an event as arguments and variables of a program. The JVM gives a program only what the charset of its locale
 * can say: a place whose name has other bytes is told as the name of a symbolic link to it, which is there until this is
 * closed; in other fields such bytes are escaped.
 */
final class Values implements AutoCloseable {
    private static final Charset NATIVE = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    private static final HexFormat PERCENT = HexFormat.of().withPrefix("%").withUpperCase();

    private final Map<String, String> texts = new HashMap<>();
    private final List<Path> links = new ArrayList<>();

    /** Those of this attempt; links are made in the folder. */
    Values(Attempt attempt, Path folder) throws IOException {
        for (String field : Fields.NAMES) {
            String text = attempt.field(field).replace('\0', '?');
            if (NATIVE.newEncoder().canEncode(text)) {
                texts.put(field, text);
            } else if (Fields.PLACES.contains(field)) {
                String name = attempt.rule().name() + "." + attempt.field("id") + "." + field;
                texts.put(field, link(folder.resolve(name), text).toString());
            } else {
                texts.put(field, escaped(text));
            }
        }
    }

    /** The text of a field; empty if the event does not have it. */
    String text(String field) {
        return texts.getOrDefault(field, "");
    }

    private Path link(Path link, String target) throws IOException {
        Files.deleteIfExists(link);
        String escaped = PERCENT.formatHex(NameCoding.UTF_8.bytes(target)).replace("%2F", "/");
        Files.createSymbolicLink(link, Path.of(URI.create("file://" + escaped)));
        links.add(link);
        return link;
    }

    private static String escaped(String text) {
        var encoder = NATIVE.newEncoder();
        var escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            String character = Character.toString(c);
            if (encoder.canEncode(character)) {
                escaped.append(character);
            } else {
                for (byte each : NameCoding.UTF_8.bytes(character)) {
                    escaped.append(String.format("\\x%02x", each));
                }
            }
        });
        return escaped.toString();
    }

    @Override
    public void close() throws IOException {
        for (var link : links) {
            Files.deleteIfExists(link);
        }
    }
}
