package ferry.unit.properties;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ferry.properties.Entry;
import ferry.properties.Fault;
import ferry.properties.PropertiesFile;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PropertiesFileTest {
    @Test
    void tellsTheLineOfEachKey() {
        var file = parse("""
                # comment
                ! and another

                first=1
                second : 2
                  third 3
                """);

        assertEquals(
                List.of(new Entry("first", "1", 4), new Entry("second", "2", 5), new Entry("third", "3", 6)),
                file.entries());
    }

    @Test
    void countsContinuationLinesButTellsTheFirst() {
        var file = parse("""
                hosts = one, \\
                        two, \\
                        three
                after=x
                """);

        assertEquals(List.of(new Entry("hosts", "one, two, three", 1), new Entry("after", "x", 4)), file.entries());
    }

    @Test
    void countsLinesThatEndInCarriageReturns() {
        var file = parse("a=1\rb=2\r\nc=3\\\r\n  4\r\nd=5");

        assertEquals(
                List.of(
                        new Entry("a", "1", 1),
                        new Entry("b", "2", 2),
                        new Entry("c", "34", 3),
                        new Entry("d", "5", 5)),
                file.entries());
    }

    @Test
    void doesNotContinueAComment() {
        var file = parse("# comment \\\nkey=value\n");

        assertEquals(List.of(new Entry("key", "value", 2)), file.entries());
    }

    @Test
    void doesNotContinueAfterTwoBackslashes() {
        var file = parse("path=C:\\\\\nkey=value\n");

        assertEquals(List.of(new Entry("path", "C:\\", 1), new Entry("key", "value", 2)), file.entries());
    }

    @Test
    void undoesEscapes() {
        var file = parse("a\\ b\\:c = \\u00e9\\tx\\q\n");

        assertEquals(Optional.of(new Entry("a b:c", "\u00e9\txq", 1)), file.find("a b:c"));
    }

    @Test
    void letsTheLastOfTwoCountAndTellsTheOther() {
        var file = parse("a=1\nb=2\na=3\n");

        assertEquals(List.of(new Entry("b", "2", 2), new Entry("a", "3", 3)), file.entries());
        assertEquals(
                List.of(new Fault(file.name(), 1, "a", "stands again further down, where it counts")), file.warnings());
    }

    @Test
    void hasNoEntryOfAnUnknownKey() {
        assertEquals(Optional.empty(), parse("a=1\n").find("b"));
    }

    @Test
    void reportsAMalformedUnicodeEscapeWithItsLine() {
        var file = parse("ok=\\u0041\n\nhome=C:\\users\\bob\n");

        assertEquals(
                List.of(new Fault(
                        "test.properties",
                        3,
                        "home",
                        "\\u must be followed by four hexadecimal digits; a backslash is written \\\\")),
                file.faults());
    }

    @Test
    void acceptsNoOtherDigitsInAUnicodeEscape() {
        assertEquals(1, parse("a=\\u+041\n").faults().size());
        assertEquals(1, parse("a=\\u004\n").faults().size());
    }

    @Test
    void readsUtf8() {
        var file = PropertiesFile.of("x", "name=M\u00fcller \u20ac\n".getBytes(UTF_8));

        assertEquals(Optional.of(new Entry("name", "M\u00fcller \u20ac", 1)), file.find("name"));
    }

    @Test
    void readsWhatIsNoUtf8AsLatin1() {
        var file = PropertiesFile.of("x", "name=M\u00fcller\n".getBytes(ISO_8859_1));

        assertEquals(Optional.of(new Entry("name", "M\u00fcller", 1)), file.find("name"));
    }

    @Test
    void ignoresAByteOrderMark() {
        var file = parse("\ufeffkey=value\n");

        assertEquals(List.of(new Entry("key", "value", 1)), file.entries());
        assertEquals("\ufeffkey=value\n", file.toString());
    }

    @Test
    void tellsAFaultInOneLine() {
        var fault = new Fault("users.properties", 12, "ftpserver.user.bob.uploadrate", "a number is needed");

        assertEquals("users.properties:12: ftpserver.user.bob.uploadrate: a number is needed", fault.toString());
    }

    @Test
    void tellsAFaultOfTheWholeFileWithoutLineAndKey() {
        assertEquals(
                "users.properties: no such file",
                Fault.of("users.properties", "no such file").toString());
    }

    private static PropertiesFile parse(String text) {
        return PropertiesFile.parse("test.properties", text);
    }
}
