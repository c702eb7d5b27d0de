package ferry.protocol;

import java.text.Normalizer;
import java.util.Locale;

/** Which names are the same to a pattern. Composed and decomposed accents (NFC, NFD) always are: nobody sees a difference. */
public enum Folding {
    /** Upper and lower case differ. */
    CASE_COUNTS(Normalizer.Form.NFC, false),
    /** Upper and lower case are the same. */
    CASELESS(Normalizer.Form.NFC, true),
    /**
     * Upper and lower case are the same, and so are the variants of a letter that Unicode knows, such as wide ones.
     * Characters that nobody sees do not count; some file systems pass over them, too.
     */
    LOOKALIKE(Normalizer.Form.NFKC, true);

    private final Normalizer.Form form;
    private final boolean caseless;

    Folding(Normalizer.Form form, boolean caseless) {
        this.form = form;
        this.caseless = caseless;
    }

    /** The text that stands for all that are the same. */
    public String fold(String name) {
        String folded = ascii(name) ? name : Normalizer.normalize(visible(name), form);
        // By way of upper case: there are letters whose upper case is that of another.
        return caseless ? folded.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT) : folded;
    }

    private String visible(String name) {
        return this != LOOKALIKE || name.codePoints().noneMatch(Folding::unseen)
                ? name
                : name.codePoints()
                        .filter(c -> !unseen(c))
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    /** Such as a joiner, a soft hyphen, or a selector of a variant. */
    private static boolean unseen(int c) {
        return Character.getType(c) == Character.FORMAT
                || (c >= 0xfe00 && c <= 0xfe0f)
                || (c >= 0xe0100 && c <= 0xe01ef);
    }

    private static boolean ascii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
