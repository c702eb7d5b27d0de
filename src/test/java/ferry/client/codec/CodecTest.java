package ferry.client.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The codec of these tests itself, against what the figures of RFC 959, section 3.4, show. */
final class CodecTest {
    /** Files, the three letters of TYPE, STRU and MODE, and the fewest bytes that can be sent for them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            AFS | a~b~       | 61 0D 0A 62 0D 0A
            AFS | ""         | ""
            EFS | A0~        | C1 F0 15
            IFS | a~b        | 61 0A 62
            ARS | a~b~       | 61 FF 01 62 FF 03
            ARS | a~b        | 61 FF 01 62 FF 02
            ARS | ~          | FF 03
            ARS | ""         | FF 02
            ARS | aÿ         | 61 FF FF FF 02
            ERS | A~         | C1 FF 03
            AFB | a~         | 40 00 03 61 0D 0A
            AFB | ""         | 40 00 00
            ARB | a~bc~      | 80 00 01 61 C0 00 02 62 63
            ARB | a~b        | 80 00 01 61 40 00 01 62
            ARB | ~~         | 80 00 00 C0 00 00
            IRB | aÿ~        | C0 00 02 61 FF
            AFC | ab         | 00 40 02 61 62
            AFC | a~         | 00 40 03 61 0D 0A
            AFC | aaaa       | 00 40 84 61
            AFC | "    "     | 00 40 C4
            EFC | "    "     | 00 40 C4
            EFC | AAAA       | 00 40 84 C1
            IFC | "    "     | 00 40 84 20
            ARC | a~         | 00 C0 01 61
            ARC | ab~aaa~c   | 00 80 02 61 62 00 80 83 61 00 40 01 63
            ARC | ""         | 00 40 C0
            ARC | ~a         | 00 80 C0 00 40 01 61
            """)
    void encodesAsTheFiguresShow(String form, String file, String wire) throws MalformedException {
        byte[] bytes = file.replace('~', '\n').getBytes(ISO_8859_1);

        assertEquals(Bytes.show(Bytes.of(wire)), Bytes.show(Form.of(form).encode(bytes, Style.minimal())));
        assertArrayEquals(bytes, Form.of(form).file(Bytes.of(wire)));
    }

    /** What an encoder need not do and a decoder must take. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            AFB | 00 00 00 00 00 01 61 00 00 00 40 00 00                | a
            AFB | 20 00 01 61 60 00 01 62                               | ab
            AFB | 10 00 06 31 32 33 34 35 36 40 00 01 61                | a
            AFB | 00 00 02 61 0D 10 00 01 21 40 00 01 0A                | a~
            ARB | 00 00 01 61 80 00 00 40 00 00                         | a~
            ARC | 01 61 00 80 C0 00 40 C0                               | a~
            AFC | 81 61 C1 00 10 01 31 00 40 80 61                      | "a "
            IFC | 00 20 C2 00 40 01 01                                  | "..!"
            ARS | FF 01 FF 02                                           | ~
            """)
    void decodesWhatIsAllowed(String form, String wire, String file) throws MalformedException {
        String text = file.replace('~', '\n').replace('.', '\0').replace('!', '\u0001');

        assertEquals(text, new String(Form.of(form).file(Bytes.of(wire)), ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            AFS | 61 0A              | a bare LF
            ARS | 61 FF 01           | no end of file
            ARS | 61 FF 02 62        | data behind the end of the file
            ARS | 61 FF 00           | an unknown control code
            ARS | 61 FF              | half a control code
            AFB | ""                 | no end of file
            AFB | 00 00 01 61        | no end of file
            AFB | 40 00              | half a header
            AFB | 40 00 02 61        | half a block
            AFB | 41 00 01 61        | an unknown descriptor
            AFB | 48 00 01 61        | an unknown descriptor
            AFB | 40 00 01 61 61     | data behind the end of the file
            AFB | 50 00 01 61        | a marker that ends the file
            AFB | 10 00 01 20        | a marker with a blank
            AFB | 10 00 00 40 00 00  | a marker without a text
            AFB | C0 00 01 61        | the end of a record without records
            AFC | 01 61              | no end of file
            AFC | 00 40              | no string behind the escape
            AFC | 00 80 00 40 C0     | no string behind the escape
            AFC | 00 40 02 61        | half a string
            AFC | 00 40 82           | half a replicated byte
            AFC | 00 44 01 61        | an unknown descriptor
            AFC | 00 40 01 61 C1     | data behind the end of the file
            """)
    void refusesWhatIsNotAllowed(String form, String wire, String why) {
        assertThrows(MalformedException.class, () -> Form.of(form).file(Bytes.of(wire)), why);
    }

    @Test
    void refusesWhatIsNotDeflated() {
        var form = Form.of("IFZ");
        byte[] wire = form.encode("some text".getBytes(ISO_8859_1), Style.minimal());

        assertThrows(MalformedException.class, () -> form.file("no zlib".getBytes(ISO_8859_1)));
        assertThrows(MalformedException.class, () -> form.file(new byte[0]));
        assertThrows(MalformedException.class, () -> form.file(java.util.Arrays.copyOf(wire, wire.length - 1)));
        assertThrows(MalformedException.class, () -> form.file(java.util.Arrays.copyOf(wire, wire.length + 1)));
    }

    @ParameterizedTest
    @EnumSource(Content.class)
    void comesBackInEveryForm(Content content) throws MalformedException {
        for (var form : Form.all()) {
            for (var style : List.of(Style.minimal(), Style.mean(content.bytes().length))) {
                byte[] wire = form.encode(content.bytes(), style);

                assertArrayEquals(content.bytes(), form.file(wire), form::toString);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"AFB", "ARB", "AFC", "ERC", "IFB", "IRC"})
    void findsEachMarkerWhereItWasPut(String letters) throws MalformedException {
        var form = Form.of(letters);
        var symbols = form.represent("one\n\ntwo three\n".getBytes(ISO_8859_1));
        int[] everywhere =
                java.util.stream.IntStream.rangeClosed(0, symbols.length()).toArray();

        var decoded = form.decode(form.encode(symbols, Style.mean(1).mark(everywhere)));

        assertEquals(symbols, decoded.symbols());
        assertEquals(everywhere.length, decoded.marks().size());
        decoded.marks().forEach(mark -> assertEquals(mark.text(), Integer.toString(mark.position())));
    }

    @Test
    void sendsBlocksOfTheGreatestLength() throws MalformedException {
        byte[] wire = Form.of("IFB").encode(Content.BLOCK_AND_ONE.bytes(), Style.minimal());

        assertEquals("00 FF FF", Bytes.show(wire).substring(0, 8));
        assertEquals(3 + 65_535 + 3 + 1, wire.length);
    }

    /** The table of IBM1047, at the places where code pages differ. */
    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
            0A 15
            85 25
            0D 0D
            20 40
            5B AD
            5D BD
            5E 5F
            7C 4F
            21 5A
            41 C1
            7A A9
            30 F0
            FF DF
            """)
    void knowsTheCodesOfEbcdic(String latin, String ebcdic) {
        int character = Integer.parseInt(latin, 16);

        assertEquals(Integer.parseInt(ebcdic, 16), Type.EBCDIC.represent(character));
        assertEquals(character, Type.EBCDIC.understand(Type.EBCDIC.represent(character)));
    }

    @Test
    void hasACodeForEachByte() {
        var codes = new HashSet<Integer>();
        for (int character = 0; character < 256; character++) {
            codes.add(Type.EBCDIC.represent(character));
        }

        assertEquals(256, codes.size());
    }
}
