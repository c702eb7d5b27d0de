package ferry.properties;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A file in the format of {@link java.util.Properties}, immutable, that knows the line of every key.
 *
 * <p>An edited copy keeps everything else byte for byte: comments, order, separators, line ends. A file is read as UTF-8, or
 * as ISO 8859-1, the charset of old, when it is not valid UTF-8; it is written in the charset in which it was read.
 */
public final class PropertiesFile {
    private final String name;
    private final Charset charset;
    private final List<LogicalLine> lines;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<Entry> duplicates = new ArrayList<>();

    private PropertiesFile(String name, Charset charset, String text) {
        this.name = name;
        this.charset = charset;
        this.lines = LogicalLine.split(text);
        for (LogicalLine line : lines) {
            line.pair()
                    .map(pair -> new Entry(pair.key(), pair.value(), line.number()))
                    .ifPresent(this::add);
        }
    }

    private void add(Entry entry) {
        var earlier = entries.remove(entry.key());
        if (earlier != null) {
            duplicates.add(earlier);
        }
        entries.put(entry.key(), entry);
    }

    /** Reads a file, which is a regular one. */
    public static PropertiesFile read(Path file) throws IOException {
        return of(String.valueOf(file.getFileName()), RegularFile.read(file));
    }

    /** Reads the bytes of a file. */
    public static PropertiesFile of(String name, byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return new PropertiesFile(name, StandardCharsets.UTF_8, text.toString());
        } catch (CharacterCodingException _) {
            return new PropertiesFile(
                    name, StandardCharsets.ISO_8859_1, new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }

    /** Reads a text; the name is the one told in faults. */
    public static PropertiesFile parse(String name, String text) {
        return new PropertiesFile(name, StandardCharsets.UTF_8, text);
    }

    /** The name of the file, as told in faults. */
    public String name() {
        return name;
    }

    /** The entries that count, one for each key, in the order of their lines: of a key that stands twice, the last. */
    public List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** The entry of this key that counts. */
    public Optional<Entry> find(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** What an administrator is warned of: keys that stand again further down. */
    public List<Fault> warnings() {
        return duplicates.stream()
                .map(entry -> Fault.at(name, entry, "stands again further down, where it counts"))
                .toList();
    }

    /** What is wrong with the file, whatever its keys mean: malformed escapes. */
    public List<Fault> faults() {
        var faults = new ArrayList<Fault>();
        for (LogicalLine line : lines) {
            line.pair()
                    .ifPresent(pair -> pair.malformed()
                            .forEach(message -> faults.add(new Fault(name, line.number(), pair.key(), message))));
        }
        return List.copyOf(faults);
    }

    /**
     * A copy in which this key has this value.
     *
     * <p>A new key goes behind the last one that shares the longest part of its name up to a dot, else to the end. The first
     * key of a new group is set off by an empty line.
     */
    public PropertiesFile with(String key, String value) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (says(lines.get(i), key::equals)) {
                return copy(text(0, i) + lines.get(i).withValue(value) + text(i + 1, lines.size()));
            }
        }
        return inserted(key, Escapes.key(key) + "=" + Escapes.value(value));
    }

    /** A copy without the keys for which {@code key} is true. */
    public PropertiesFile without(Predicate<String> key) {
        return copy(lines.stream()
                .filter(line -> !says(line, key))
                .map(LogicalLine::raw)
                .collect(Collectors.joining()));
    }

    /**
     * Writes the file so that a reader sees the old or the new one, never a part, and so that the new one survives a loss of
     * power. Owner, group and permissions stay; a new file belongs to its owner alone.
     */
    public void write(Path file) throws IOException {
        AtomicFile.write(file, toString().getBytes(charset));
    }

    /** The text of the whole file. */
    @Override
    public String toString() {
        return text(0, lines.size());
    }

    private PropertiesFile inserted(String key, String line) {
        int dot = key.lastIndexOf('.');
        int behind = dot < 0 ? -1 : last(key.substring(0, dot + 1));
        boolean newGroup = dot >= 0 && behind < 0;
        while (dot >= 0 && behind < 0) {
            dot = key.lastIndexOf('.', dot - 1);
            behind = dot < 0 ? -1 : last(key.substring(0, dot + 1));
        }
        int at = behind < 0 ? lines.size() : behind + 1;
        var lineEnd = lineEnd(at);
        int separation = at == 0 ? 0 : separation(lines.get(at - 1), newGroup);
        return copy(text(0, at) + lineEnd.repeat(separation) + line + lineEnd + text(at, lines.size()));
    }

    /** How many line ends are needed between the line above and a new one. */
    private static int separation(LogicalLine above, boolean newGroup) {
        int missing = above.missingLineEnds();
        return newGroup && !above.raw().isBlank() ? missing + 1 : missing;
    }

    /** The last line whose key begins so; -1 if there is none. */
    private int last(String prefix) {
        int i = lines.size() - 1;
        while (i >= 0 && !says(lines.get(i), key -> key.startsWith(prefix))) {
            i--;
        }
        return i;
    }

    /** The line end for a new line: that of the nearest line above which has one. */
    private String lineEnd(int at) {
        return lines.subList(0, at).reversed().stream()
                .map(LogicalLine::lineEnd)
                .filter(end -> !end.isEmpty())
                .findFirst()
                .orElse("\n");
    }

    private PropertiesFile copy(String text) {
        return new PropertiesFile(name, charset, text);
    }

    private String text(int from, int to) {
        return lines.subList(from, to).stream().map(LogicalLine::raw).collect(Collectors.joining());
    }

    private static boolean says(LogicalLine line, Predicate<String> key) {
        return line.pair().filter(pair -> key.test(pair.key())).isPresent();
    }
}
