package ferry.legacy;

import java.util.OptionalInt;

/**
 * The border between {@code post} and the frame behind it, which often come in one segment.
 *
 * <p>The command is text without control characters. The frame begins with a length below 65,536 in four bytes, little
 * endian, so the third and the fourth are NUL, and a brace follows. The first and the second can be letters, which is
 * why the place is found from the NULs and the brace, and never from the end of the text.
 */
final class PostBorder {
    private static final byte[] VERB = {'p', 'o', 's', 't'};
    private static final int HEAD = 5; // the length and the brace

    private PostBorder() {}

    /** Whether these bytes can be {@code post}, with or without a name, and with or without a frame. */
    static boolean possible(Received received) {
        if (received.size() < VERB.length) {
            return false;
        }
        for (int i = 0; i < VERB.length; i++) {
            if (received.at(i) != VERB[i]) {
                return false;
            }
        }
        return true;
    }

    /** Where the frame begins; nothing while that is not sure. What can be no frame begins at its first odd byte. */
    static OptionalInt find(Received received) {
        int odd = odd(received);
        int last = odd < 0 ? received.size() : odd; // a frame begins at this byte or before
        for (int i = VERB.length; i <= last && i + HEAD <= received.size(); i++) {
            if (received.at(i + 2) == 0 && received.at(i + 3) == 0 && received.at(i + 4) == '{') {
                return OptionalInt.of(i);
            }
        }
        boolean noFrame = odd >= 0 && received.size() >= odd + HEAD;
        return noFrame ? OptionalInt.of(odd) : OptionalInt.empty();
    }

    /** Whether the first bytes of a frame are there, so that the rest will come whatever time it takes. */
    static boolean frameBegun(Received received) {
        return possible(received) && odd(received) >= 0;
    }

    /**
     * The place of the first byte that no text has; two bytes of 255 among them, which a negative length ends with. One
     * alone may be of a name in some charset.
     */
    private static int odd(Received received) {
        for (int i = VERB.length; i < received.size(); i++) {
            int b = received.at(i);
            boolean lineEnd = b == '\r' || b == '\n';
            if (b < ' ' && !lineEnd) {
                return i;
            }
            boolean negative = b == 0xff && i + 1 < received.size() && received.at(i + 1) == 0xff;
            if (b == 0x7f || negative) {
                return i;
            }
        }
        return -1;
    }
}
