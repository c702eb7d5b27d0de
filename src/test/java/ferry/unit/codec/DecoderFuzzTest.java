package ferry.unit.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.codec.CodecSettings;
import ferry.codec.Decoder;
import ferry.codec.Encoder;
import ferry.codec.RefusedDataException;
import ferry.codec.Representation;
import ferry.fuzz.Fuzz;
import ferry.protocol.RepresentationType;
import ferry.protocol.Structure;
import ferry.protocol.TransferMode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All transfer modes: a file comes back however the network cuts it, and nothing but a file or a refusal comes of other bytes. */
final class DecoderFuzzTest {
    private static final int MOST_UNPACKED = 1100; // times: what zlib packs best
    private static final List<Representation> ALL = Stream.of(RepresentationType.values())
            .flatMap(type -> Stream.of(Structure.values())
                    .flatMap(structure ->
                            Stream.of(TransferMode.values()).map(mode -> new Representation(type, structure, mode, 1))))
            .toList();

    private static Fuzz bytes(String name) {
        return Fuzz.of(name, "a", "\n", "\r\n", "\r", " ", "\0", "@", "ab")
                .and(
                        ISO_8859_1,
                        "\u00ff\u0001",
                        "\u00ff\u0002",
                        "\u00ff\u0003",
                        "\u00ff\u00ff",
                        "\u00ff",
                        "\u0080",
                        "\u00c0")
                .and(
                        ISO_8859_1,
                        "\u0000\u0000\u0003abc",
                        "@\u0000\u0000",
                        "\u0080\u0000\u0001a",
                        "\u0010\u0000\u0003123")
                .and(ISO_8859_1, "\u0000@", "\u0000\u0080", "\u0000\u0010\u0003123", "\u00bfa", "\u00ff", "\u0003abc")
                .and(ISO_8859_1, "x\u009c", "\u0003\u0000", "K\u0004\u0000", "\u0000\u0000\u00ff\u00ff", "\u0015", "%");
    }

    @Test
    void decodesAnyBytesOrRefusesThem() {
        bytes("decoder").run((bytes, choices) -> {
            var outcome = new StringBuilder();
            for (var representation : ALL) {
                outcome.append(decoded(representation, bytes, choices));
            }
            return outcome.toString();
        });
    }

    /** In one letter what came of the bytes: a file, a refusal, or too few. */
    private static char decoded(Representation representation, byte[] bytes, Random choices) throws IOException {
        try {
            byte[] file = decode(representation, bytes, choices);
            assertTrue(file.length <= (bytes.length + 64) * MOST_UNPACKED, "more than the bytes can stand for");
            return file.length == 0 ? 'e' : 'f';
        } catch (RefusedDataException e) {
            return e.text().isEmpty() ? '!' : 'r';
        } catch (EOFException _) {
            return 's';
        }
    }

    private static byte[] decode(Representation representation, byte[] bytes, Random choices) throws IOException {
        var file = new ByteArrayOutputStream();
        var markers = new ArrayList<String>();
        new Decoder(representation, CodecSettings.DEFAULT).decode(cut(bytes, choices), file, markers::add);
        assertTrue(markers.stream().allMatch(text -> text.matches("[!-~]{1,255}")), markers::toString);
        return file.toByteArray();
    }

    @Test
    void bringsAnyFileBackHoweverItIsCut() {
        bytes("codec-round-trip").run((bytes, choices) -> {
            for (int i = 0; i < 4; i++) {
                var representation = ALL.get(choices.nextInt(ALL.size()));
                byte[] wire = encode(representation, bytes, choices);

                assertArrayEquals(
                        expected(representation, bytes),
                        decode(representation, wire, choices),
                        representation::toString);
            }
            return "same " + bytes.length % 8;
        });
    }

    @Test
    void decodesDamagedFilesOrRefusesThem() {
        bytes("damaged-file").run((bytes, choices) -> {
            var representation = ALL.get(choices.nextInt(ALL.size()));
            byte[] wire = encode(representation, bytes, choices);
            for (int damages = 1 + choices.nextInt(3); damages > 0 && wire.length > 0; damages--) {
                wire[choices.nextInt(wire.length)] = (byte) choices.nextInt();
            }
            return representation.mode() + " " + decoded(representation, wire, choices);
        });
    }

    private static byte[] encode(Representation representation, byte[] file, Random choices) throws IOException {
        var network = new ByteArrayOutputStream();
        try (var encoder = Encoder.ofFile(representation, network, CodecSettings.DEFAULT, 0)) {
            for (int i = 0; i < file.length; ) {
                int step = Math.min(1 + choices.nextInt(file.length), file.length - i);
                encoder.write(file, i, step);
                i += step;
                if (representation.markers() && choices.nextInt(8) == 0) {
                    encoder.mark("1234");
                }
            }
            encoder.finish();
        }
        return network.toByteArray();
    }

    private static byte[] expected(Representation representation, byte[] file) {
        if (representation.type() != RepresentationType.ASCII || representation.structure() != Structure.FILE) {
            return file;
        }
        return new String(file, ISO_8859_1).replace("\r\n", "\n").getBytes(ISO_8859_1);
    }

    /** The bytes in pieces of any length; only at the end nothing is available, as with a connection. */
    private static InputStream cut(byte[] bytes, Random choices) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] into, int from, int length) {
                return super.read(into, from, length < 2 ? length : 1 + choices.nextInt(length));
            }

            @Override
            public int read(byte[] into) {
                return read(into, 0, into.length);
            }
        };
    }
}
