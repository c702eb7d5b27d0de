package ferry.unit.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.protocol.LanguageTag;
import ferry.protocol.ReplyException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The argument of LANG: RFC 2640, section 4.1. */
final class LanguageTagTest {
    @ParameterizedTest
    @ValueSource(strings = {"en", "EN", "en-GB", "zh-Hans-CN", "i-default", "x-pig-latin", "de-1996", "abcdefgh"})
    void readsTags(String text) throws ReplyException {
        assertEquals(
                text.toLowerCase(Locale.ROOT),
                LanguageTag.parse(text).orElseThrow().text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void readsNothing(String text) throws ReplyException {
        assertTrue(LanguageTag.parse(text).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e1",
                "1",
                "en_GB",
                "en-",
                "-en",
                "en--GB",
                "en GB",
                "en;fr",
                "*",
                "abcdefghi",
                "en-abcdefghi",
                "\u00e4"
            })
    void refusesOtherText(String text) {
        var refusal = assertThrows(ReplyException.class, () -> LanguageTag.parse(text));

        assertEquals(501, refusal.reply().code().number());
    }

    @Test
    void refusesATagWithoutEnd() {
        String tag = "en" + "-a".repeat(4000);

        assertThrows(ReplyException.class, () -> LanguageTag.parse(tag));
    }

    @Test
    void fallsBackToTheLanguageOfAVariant() {
        assertTrue(new LanguageTag("en").within("en"));
        assertTrue(new LanguageTag("en-gb").within("en"));
        assertFalse(new LanguageTag("eng").within("en"));
        assertFalse(new LanguageTag("de-en").within("en"));
    }
}
