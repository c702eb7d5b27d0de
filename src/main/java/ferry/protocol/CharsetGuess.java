package ferry.protocol;

import java.util.function.ToIntFunction;

/** Tells in which of two charsets a client writes: the one of before, or a fallback. */
public final class CharsetGuess {
    /** What the bytes name is there. */
    public static final int FOUND = 2;

    /** What they name is not there, but could be: the folder for it is. */
    public static final int POSSIBLE = 1;

    /** Not even that. */
    public static final int NOTHING = 0;

    private CharsetGuess() {}

    /**
     * The charset of these bytes. It is the fallback only if they are text in it; and then, if they name more in it (names of
     * two characters in GBK are often valid UTF-8 too, and name nothing then), or if they are no text in the charset of
     * before and nothing has these bytes for its name.
     *
     * @param known how much of what the bytes name is there, when they are read so: one of the constants
     */
    public static NameCoding of(byte[] bytes, NameCoding now, NameCoding fallback, ToIntFunction<NameCoding> known) {
        if (now.equals(fallback) || ascii(bytes) || !text(bytes, fallback)) {
            return now;
        }
        int before = known.applyAsInt(now);
        int other = known.applyAsInt(fallback);
        boolean text = now.decodes(bytes, 0, bytes.length);
        boolean more = other > before;
        boolean change = more || (!text && before < FOUND && other == before);
        return change ? fallback : now;
    }

    /** Whether these bytes are text that a pathname may have; ISO 8859 has control characters above ASCII too. */
    private static boolean text(byte[] bytes, NameCoding coding) {
        return coding.decodes(bytes, 0, bytes.length)
                && coding.decode(bytes).chars().noneMatch(Character::isISOControl);
    }

    private static boolean ascii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }
}
