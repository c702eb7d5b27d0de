package ferry.properties;

/**
 * What is wrong in a file, and where.
 *
 * @param file the name of the file
 * @param line the line, counted from 1; 0 for the file as a whole
 * @param key the key, empty for the file as a whole
 * @param message what is wrong, in words for the person who wrote the file
 */
public record Fault(String file, int line, String key, String message) {
    /** The fault of an entry. */
    public static Fault at(String file, Entry entry, String message) {
        return new Fault(file, entry.line(), entry.key(), message);
    }

    /** The fault of a file as a whole. */
    public static Fault of(String file, String message) {
        return new Fault(file, 0, "", message);
    }

    /** The fault in one line: file, line, key, message. */
    @Override
    public String toString() {
        var place = line == 0 ? file : file + ":" + line;
        return key.isEmpty() ? place + ": " + message : place + ": " + key + ": " + message;
    }
}
