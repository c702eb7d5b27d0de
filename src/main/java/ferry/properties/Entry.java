package ferry.properties;

/**
 * A key with its value and the place where it stands.
 *
 * @param key the key, unescaped
 * @param value the value, unescaped
 * @param line the number of its first line, counted from 1
 */
public record Entry(String key, String value, int line) {}
