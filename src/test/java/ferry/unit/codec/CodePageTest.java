package ferry.unit.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ferry.codec.CodePage;
import ferry.codec.CodecSettings;
import ferry.codec.Decoder;
import ferry.codec.Encoder;
import ferry.codec.Representation;
import ferry.protocol.RepresentationType;
import ferry.protocol.Structure;
import ferry.protocol.TransferMode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of TYPE E: RFC 959, section 3.1.1.2. */
final class CodePageTest {
    private static final Representation EBCDIC =
            new Representation(RepresentationType.EBCDIC, Structure.FILE, TransferMode.STREAM, 6);

    @ParameterizedTest
    @ValueSource(strings = {"IBM1047", "IBM037", "IBM500", "IBM273", "IBM1140", "IBM1148", "IBM277", "IBM297"})
    void bringsEveryByteThereAndBack(String name) throws IOException {
        var file = new byte[256];
        for (int i = 0; i < file.length; i++) {
            file[i] = (byte) i;
        }

        assertArrayEquals(file, received(name, sent(name, file)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"IBM1047", "IBM037", "IBM500", "IBM273", "IBM1140"})
    void sendsTextInTheCodePage(String name) throws IOException {
        byte[] network = sent(name, "Hello, World 0-9 (x)=[y]".getBytes(ISO_8859_1));

        assertEquals("Hello, World 0-9 (x)=[y]", new String(network, Charset.forName(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"IBM1047", "IBM037", "IBM500", "IBM273", "IBM1140", "IBM1148"})
    void endsLinesWithNewLine(String name) throws IOException {
        assertArrayEquals(new byte[] {(byte) 0x81, 0x15, (byte) 0x82, 0x15}, sent(name, "a\nb\n".getBytes(ISO_8859_1)));
    }

    @Test
    void putsTheEuroInThePlaceOfTheCurrencySign() throws IOException {
        assertEquals("\u20ac", new String(sent("IBM1140", new byte[] {(byte) 0xa4}), Charset.forName("IBM1140")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "UTF-16", "IBM850", "IBM930", "GBK"})
    void refusesWhatIsNoEbcdicOfOneByte(String name) {
        assertThrows(IllegalArgumentException.class, () -> CodePage.of(Charset.forName(name)));
    }

    private static CodecSettings settings(String name) {
        return new CodecSettings(CodePage.of(Charset.forName(name)), 0);
    }

    private static byte[] sent(String name, byte[] file) throws IOException {
        var network = new ByteArrayOutputStream();
        try (var encoder = Encoder.ofFile(EBCDIC, network, settings(name), 0)) {
            encoder.write(file, 0, file.length);
            encoder.finish();
        }
        return network.toByteArray();
    }

    private static byte[] received(String name, byte[] network) throws IOException {
        var file = new ByteArrayOutputStream();
        new Decoder(EBCDIC, settings(name)).decode(new ByteArrayInputStream(network), file, _ -> {});
        return file.toByteArray();
    }
}
