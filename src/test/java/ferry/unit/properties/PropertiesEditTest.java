package ferry.unit.properties;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ferry.properties.PropertiesFile;
import org.junit.jupiter.api.Test;

final class PropertiesEditTest {
    @Test
    void replacesOnlyTheValue() {
        var edited = edit("""
                # head
                  user.a.password : old
                user.b.password=x

                # tail
                """, "user.a.password", "new");

        assertEquals("""
                # head
                  user.a.password : new
                user.b.password=x

                # tail
                """, edited);
    }

    @Test
    void keepsForeignLineEnds() {
        assertEquals("a=9\r\nb=2\r\n", edit("a=1\r\nb=2\r\n", "a", "9"));
        assertEquals("a=1\r\nb=9", edit("a=1\r\nb=2", "b", "9"));
    }

    @Test
    void endsNewLinesAsTheFileDoes() {
        assertEquals("a=1\r\nb=2\r\n", edit("a=1\r\n", "b", "2"));
    }

    @Test
    void replacesAValueOverSeveralLinesAsAWhole() {
        assertEquals("a=new\nb=2\n", edit("a=one \\\n   two \\\n   three\nb=2\n", "a", "new"));
    }

    @Test
    void replacesTheLastOfTwo() {
        assertEquals("a=1\na=9\n", edit("a=1\na=2\n", "a", "9"));
    }

    @Test
    void givesAKeyWithoutSeparatorOne() {
        assertEquals("a=9\nb\n", edit("a\nb\n", "a", "9"));
    }

    @Test
    void givesAnEmptyValueAValue() {
        assertEquals("a=9\nb\n", edit("a=\nb\n", "a", "9"));
        assertEquals("a 9\nb\n", edit("a \nb\n", "a", "9"));
    }

    @Test
    void putsANewKeyBehindTheLastOfItsGroup() {
        var edited = edit("""
                user.a.home=1
                user.a.rate=2
                # of b
                user.b.home=3
                other=4
                """, "user.a.password", "x");

        assertEquals("""
                user.a.home=1
                user.a.rate=2
                user.a.password=x
                # of b
                user.b.home=3
                other=4
                """, edited);
    }

    @Test
    void setsOffTheFirstKeyOfANewGroup() {
        var edited = edit("""
                user.a.home=1
                users=4
                """, "user.b.home", "x");

        assertEquals("""
                user.a.home=1

                user.b.home=x
                users=4
                """, edited);
    }

    @Test
    void putsAKeyWithoutRelativesToTheEnd() {
        assertEquals("a.b=1\nc=2\n", edit("a.b=1\n", "c", "2"));
    }

    @Test
    void writesTheFirstKeyOfAnEmptyFile() {
        assertEquals("user.a.home=/srv\n", edit("", "user.a.home", "/srv"));
    }

    @Test
    void closesALastLineThatIsNot() {
        assertEquals("a=1\nb=2\n", edit("a=1", "b", "2"));
        assertEquals("a=1\\\n\nb=2\n", edit("a=1\\\n", "b", "2"));
        assertEquals("a=1\\\n\nb=2\n", edit("a=1\\", "b", "2"));
        assertEquals("a=1\\\n\nb=2\n", edit("a=1\\", "b", "2"));
        assertEquals("x=\na=1\\\r\rb=2\r", edit("x=\na=1\\\r", "b", "2"));
        assertEquals("# end\nb=2\n", edit("# end", "b", "2"));
    }

    @Test
    void escapesWhatWouldBelongToTheSeparator() {
        assertEquals("a==x\n".replace("==", "=\\="), edit("", "a", "=x"));
        assertEquals("a=\\  x=y\n", edit("", "a", "  x=y"));
        assertEquals("a\\=b\\ c=d\n", edit("", "a=b c", "d"));
    }

    @Test
    void escapesAllButAscii() {
        assertEquals("a=\\u00FC\\\\\\n\\u007F~\n", edit("", "a", "\u00fc\\\n\u007f~"));
    }

    @Test
    void removesKeysAndNothingElse() {
        var file = parse("""
                # of a
                user.a.home=1
                user.b.home=\\
                    2

                user.a.rate=3
                """);

        assertEquals("""
                # of a
                user.b.home=\\
                    2

                """, file.without(key -> key.startsWith("user.a.")).toString());
    }

    private static String edit(String text, String key, String value) {
        return parse(text).with(key, value).toString();
    }

    private static PropertiesFile parse(String text) {
        return PropertiesFile.parse("test.properties", text);
    }
}
