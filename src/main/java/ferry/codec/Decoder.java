package ferry.codec;

import com.google.common.base.CharMatcher;
import ferry.protocol.RepresentationType;
import ferry.protocol.Structure;
import ferry.protocol.TransferMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Turns the bytes of a data connection into those of a file. For one file and one thread. */
public final class Decoder {
    /** Bytes that may unpack from little without a question. */
    private static final long FREE = 256L * 1024 * 1024;

    /** A marker has to fit into a reply. */
    private static final int LONGEST_MARKER = 255;

    /** RFC 959, section 3.4.2: no blank either. */
    private static final CharMatcher PRINTABLE = CharMatcher.inRange('!', '~');

    private static final byte LINE_FEED = '\n';

    /** Takes the restart markers of a client. */
    @FunctionalInterface
    public interface Markers {
        /** Takes one; all that came before it has been written to the file. */
        void marker(String text) throws IOException;
    }

    private final Representation from;
    private final CodecSettings settings;

    /** From this representation. */
    public Decoder(Representation from, CodecSettings settings) {
        this.from = from;
        this.settings = settings;
    }

    /**
     * Reads to the end of the file and writes it. Throws EOFException when the connection ended too early, and {@link
     * RefusedDataException} for bytes that are against the rules.
     */
    public void decode(InputStream connection, OutputStream file, Markers markers) throws IOException {
        var to = new ToFile(file, markers);
        try {
            if (from.mode() == TransferMode.DEFLATE) {
                try (var inflating = new Inflating(connection, settings.mostRatio(), FREE)) {
                    unframing().read(inflating, to);
                    if (from.structure() == Structure.RECORD) {
                        inflating.end();
                    }
                }
            } else {
                unframing().read(connection, to);
            }
        } finally {
            to.flush(); // also what came before a failure: a resume goes on from there
        }
        to.end();
    }

    private Unframing unframing() {
        return switch (from.mode()) {
            case STREAM, DEFLATE ->
                from.structure() == Structure.RECORD ? new Unframing.Escaped() : new Unframing.Stream();
            case BLOCK -> new Unframing.Block();
            case COMPRESSED -> new Unframing.Compressed(Encoder.filler(from.type()));
        };
    }

    /** The way from a transfer mode to the file: type and structure. */
    private final class ToFile implements Unframed {
        private final OutputStream file;
        private final Markers markers;
        private final LineFeedOutputStream lines;
        private final OutputStream represented;

        ToFile(OutputStream file, Markers markers) {
            this.file = file;
            this.markers = markers;
            lines = new LineFeedOutputStream(file);
            represented = switch (from.type()) {
                case ASCII -> from.structure() == Structure.FILE ? lines : file;
                case EBCDIC -> new TranslatingOutputStream(file, settings.page().toFile());
                case IMAGE -> file;
            };
        }

        @Override
        public void data(byte[] bytes, int start, int length) throws IOException {
            if (from.type() == RepresentationType.IMAGE && from.structure() == Structure.RECORD) {
                requireOneRecord(bytes, start, length);
            }
            represented.write(bytes, start, length);
        }

        /** Records are lines of the file, so a record of arbitrary bytes with a line feed inside would become two. */
        private static void requireOneRecord(byte[] bytes, int start, int length) throws RefusedDataException {
            for (int i = start; i < start + length; i++) {
                if (bytes[i] == LINE_FEED) {
                    throw RefusedDataException.malformed("A record has a line feed inside; use STRU F");
                }
            }
        }

        /** In file structure there are no records, whatever a descriptor says. */
        @Override
        public void endRecord() throws IOException {
            if (from.structure() == Structure.RECORD) {
                file.write(LINE_FEED);
            }
        }

        /** A marker between CR and LF is left unanswered: what came before it cannot be told apart from what follows. */
        @Override
        public void marker(byte[] text) throws IOException {
            String marker = new String(text, StandardCharsets.ISO_8859_1);
            if (marker.isEmpty() || marker.length() > LONGEST_MARKER || !PRINTABLE.matchesAllOf(marker)) {
                throw RefusedDataException.malformed("A restart marker is not 1 to 255 printable characters");
            }
            if (!lines.holds()) {
                flush();
                markers.marker(marker);
            }
        }

        void flush() throws IOException {
            represented.flush();
            file.flush();
        }

        void end() throws IOException {
            lines.end();
            file.flush();
        }
    }
}
