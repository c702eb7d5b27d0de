package ferry.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A line that is being written, to be used again for the next one: as bytes as long as it is ASCII, so that most lines of a
 * listing go out without garbage. For one thread.
 */
public final class Line {
    private byte[] bytes = new byte[256];
    private int length;
    private @Nullable StringBuilder wide; // all of it, when it is not ASCII

    /** Begins anew. */
    public Line clear() {
        length = 0;
        wide = null;
        return this;
    }

    /** Puts an ASCII character at the end. */
    public Line append(char c) {
        if (wide != null) {
            wide.append(c);
        } else {
            room(1);
            bytes[length++] = (byte) c;
        }
        return this;
    }

    /** Puts text at the end. */
    public Line append(String text) {
        if (wide != null) {
            wide.append(text);
            return this;
        }
        room(text.length());
        int end = length;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                wide = new StringBuilder(toString()).append(text);
                return this;
            }
            bytes[end++] = (byte) c;
        }
        length = end;
        return this;
    }

    /** Puts a number of 0 or more at the end, with blanks before it up to this width. */
    public Line append(long number, int width) {
        int digits = digits(number);
        for (int i = digits; i < width; i++) {
            append(' ');
        }
        if (wide != null) {
            wide.append(number);
            return this;
        }
        room(digits);
        long rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** Puts a number of 0 to 99 at the end, as two digits. */
    public Line twoDigits(int number) {
        return append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /** Puts a name at the end without its control characters: a CR LF in it would be a line of its own. */
    public Line name(String name) {
        return append(printable(name));
    }

    /** A name without control characters. */
    public static String printable(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (Character.isISOControl(name.charAt(i))) {
                return name.codePoints()
                        .map(c -> Character.isISOControl(c) ? '?' : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            }
        }
        return name;
    }

    private static int digits(long number) {
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, 2 * (length + more));
        }
    }

    /** Whether it is ASCII up to now. */
    public boolean ascii() {
        return wide == null;
    }

    /** The bytes of a line that is ASCII, of which the first {@link #length} count; those of the line itself, not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many characters it has. */
    public int length() {
        return wide == null ? length : wide.length();
    }

    /** Takes away what stands behind so many characters. */
    public void cut(int shorter) {
        if (wide == null) {
            length = shorter;
        } else {
            wide.setLength(shorter);
        }
    }

    /** The line as text. */
    @Override
    public String toString() {
        return wide == null ? new String(bytes, 0, length, ISO_8859_1) : wide.toString();
    }
}
