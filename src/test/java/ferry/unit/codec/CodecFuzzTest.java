package ferry.unit.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import ferry.codec.CodecSettings;
import ferry.codec.Decoder;
import ferry.codec.Encoder;
import ferry.codec.RefusedDataException;
import ferry.codec.Representation;
import ferry.protocol.RepresentationType;
import ferry.protocol.Structure;
import ferry.protocol.TransferMode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type, structure and mode with random files, and decoders with random bytes. */
final class CodecFuzzTest {
    private static final int LONGEST = 200_000;

    static Stream<Representation> representations() {
        return Stream.of(RepresentationType.values())
                .flatMap(type -> Stream.of(Structure.values())
                        .flatMap(structure -> Stream.of(TransferMode.values())
                                .map(mode -> new Representation(type, structure, mode, 1))));
    }

    @ParameterizedTest
    @MethodSource("representations")
    void bringsAnyFileBack(Representation representation) throws IOException {
        var random = new Random(1);
        for (int i = 0; i < 60; i++) {
            byte[] file = file(random, random.nextInt(i < 55 ? 300 : LONGEST));

            byte[] network = sent(representation, file, random);

            assertArrayEquals(expected(representation, file), received(representation, network, new ArrayList<>()));
        }
    }

    @ParameterizedTest
    @MethodSource("representations")
    void hasTheMarkersWhereTheyWereSet(Representation representation) throws IOException {
        if (!representation.markers()) {
            return;
        }
        byte[] file = file(new Random(2), 100_000);
        var network = new ByteArrayOutputStream();
        try (var encoder = Encoder.ofFile(representation, network, CodecSettings.DEFAULT, 0)) {
            for (int i = 0; i < 4; i++) {
                encoder.write(file, i * 25_000, 25_000);
                encoder.mark("111111" + i);
            }
            encoder.finish();
        }
        var markers = new ArrayList<String>();

        byte[] back = received(representation, network.toByteArray(), markers);

        assertEquals(List.of("1111110", "1111111", "1111112", "1111113"), markers);
        assertArrayEquals(expected(representation, file), back);
    }

    @Test
    void takesNothingAtAllForNoFileInDeflateMode() {
        var deflate = new Representation(RepresentationType.IMAGE, Structure.FILE, TransferMode.DEFLATE, 1);

        assertThrows(EOFException.class, () -> received(deflate, new byte[0], new ArrayList<>()));
    }

    @ParameterizedTest
    @MethodSource("representations")
    void refusesWhatComesBehindTheEnd(Representation representation) throws IOException {
        if (endsWithTheConnection(representation)
                || (representation.mode() == TransferMode.DEFLATE && representation.structure() == Structure.RECORD)) {
            return; // there a connection may stay open behind the end, and nobody reads on
        }
        byte[] network = sent(representation, "one\ntwo".getBytes(ISO_8859_1), new Random(5));
        byte[] more = Arrays.copyOf(network, network.length + 1);

        assertThrows(RefusedDataException.class, () -> received(representation, more, new ArrayList<>()));
    }

    @ParameterizedTest
    @MethodSource("representations")
    void refusesWhatIsCutOff(Representation representation) throws IOException {
        if (endsWithTheConnection(representation)) {
            return;
        }
        var random = new Random(3);
        for (int i = 0; i < 60; i++) {
            byte[] network = sent(representation, file(random, 1 + random.nextInt(300)), random);
            byte[] cut = Arrays.copyOf(network, 1 + random.nextInt(network.length - 1));
            if (saysTheEnd(representation, cut)) {
                continue;
            }
            try {
                byte[] back = received(representation, cut, new ArrayList<>());
                fail("taken for complete: " + back.length + " bytes of " + network.length);
            } catch (EOFException e) {
                assertNotEquals("", e.getMessage());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("representations")
    void survivesAnyBytes(Representation representation) throws IOException {
        var random = new Random(4);
        int refused = 0;
        for (int i = 0; i < 2000; i++) {
            var network = new byte[random.nextInt(100)];
            random.nextBytes(network);
            try {
                received(representation, network, new ArrayList<>());
            } catch (EOFException | RefusedDataException e) {
                refused++;
            }
        }
        assertEquals(!endsWithTheConnection(representation), refused > 0);
    }

    /** In compressed mode the last string may be missing behind the code of the end. */
    private static boolean saysTheEnd(Representation representation, byte[] network) {
        int last = network.length - 1;
        return representation.mode() == TransferMode.COMPRESSED
                && last > 0
                && network[last - 1] == 0
                && (network[last] & 64) != 0;
    }

    private static boolean endsWithTheConnection(Representation representation) {
        return representation.mode() == TransferMode.STREAM && representation.structure() == Structure.FILE;
    }

    /** Files with line ends, runs, and the bytes that codecs use for themselves. */
    private static byte[] file(Random random, int length) {
        var file = new byte[length];
        for (int i = 0; i < length; ) {
            byte b = (byte) "\n\u00ff\u0000 \u0001\u0002@ab\u0080\u00c0\r".charAt(random.nextInt(12));
            int run = random.nextInt(10) == 0 ? random.nextInt(300) : 1;
            for (int end = Math.min(length, i + run); i < end; i++) {
                file[i] = b;
            }
        }
        return file;
    }

    /** TYPE A in file structure makes CR LF of each LF, and one LF of each CR LF. */
    private static byte[] expected(Representation representation, byte[] file) {
        if (representation.type() != RepresentationType.ASCII || representation.structure() != Structure.FILE) {
            return file;
        }
        String text = new String(file, ISO_8859_1);
        return text.replace("\r\n", "\n").getBytes(ISO_8859_1);
    }

    private static byte[] sent(Representation representation, byte[] file, Random random) throws IOException {
        var network = new ByteArrayOutputStream();
        try (var encoder = Encoder.ofFile(representation, network, CodecSettings.DEFAULT, 0)) {
            for (int i = 0; i < file.length; ) {
                int step = Math.min(1 + random.nextInt(file.length), file.length - i);
                encoder.write(file, i, step);
                i += step;
            }
            encoder.finish();
        }
        return network.toByteArray();
    }

    private static byte[] received(Representation representation, byte[] network, List<String> markers)
            throws IOException {
        var file = new ByteArrayOutputStream();
        new Decoder(representation, CodecSettings.DEFAULT)
                .decode(new ByteArrayInputStream(network), file, markers::add);
        return file.toByteArray();
    }
}
