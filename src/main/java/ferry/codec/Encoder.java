package ferry.codec;

import ferry.protocol.RepresentationType;
import ferry.protocol.Structure;
import ferry.protocol.TransferMode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Turns the bytes of a file into those of a data connection. Not for two threads; {@link #close} gives back memory and
 * writes nothing.
 */
public final class Encoder implements AutoCloseable {
    /** The bytes of a block; a marker comes behind whole ones. */
    private static final int PIECE = 32 * 1024;

    private static final int DEFLATE_BUFFER = 16 * 1024;
    private static final int NO_FILLER = -1;
    private static final byte[] LINE_FEED = {'\n'};

    private final Optional<Deflater> deflater;
    private final OutputStream wire;
    private final Framing framing;
    private final OutputStream file;

    private Encoder(Representation to, OutputStream connection, CodecSettings settings, long skipped, int filler) {
        deflater = to.mode() == TransferMode.DEFLATE ? Optional.of(new Deflater(to.level())) : Optional.empty();
        wire = deflater.<OutputStream>map(used -> new DeflaterOutputStream(connection, used, DEFLATE_BUFFER))
                .orElse(connection);
        var behind = skipped == 0 ? wire : new SkippingOutputStream(wire, skipped);
        framing = switch (to.mode()) {
            case STREAM, DEFLATE ->
                to.structure() == Structure.RECORD ? new EscapedFraming(behind) : new StreamFraming(behind);
            case BLOCK -> new DescribedFraming(new Blocks(behind), PIECE);
            case COMPRESSED -> new DescribedFraming(new CompressedStrings(behind, filler), PIECE);
        };
        file = file(to, settings.page());
    }

    private OutputStream file(Representation to, CodePage page) {
        var framed = new FramedOutputStream(framing);
        var represented =
                to.type() == RepresentationType.EBCDIC ? new TranslatingOutputStream(framed, page.toNetwork()) : framed;
        return switch (to.structure()) {
            case RECORD -> new RecordOutputStream(represented, framing);
            case FILE -> to.type() == RepresentationType.ASCII ? new AsciiOutputStream(represented) : represented;
        };
    }

    /** Of a file; so many bytes of the representation, counted before any deflating, are left out. */
    public static Encoder ofFile(Representation to, OutputStream connection, CodecSettings settings, long skipped) {
        return new Encoder(to, connection, settings, skipped, filler(to.type()));
    }

    /**
     * Of a listing, which is text: ASCII where the type is no text. Fillers are not sent, since a client may hold the
     * listing for TYPE A or for the type that it has set.
     */
    public static Encoder ofListing(Representation to, OutputStream connection, CodecSettings settings) {
        var type = to.type() == RepresentationType.IMAGE ? RepresentationType.ASCII : to.type();
        var text = new Representation(type, to.structure(), to.mode(), to.level());
        return new Encoder(text, connection, settings, 0, NO_FILLER);
    }

    /** The filler byte of compressed mode: RFC 959, section 3.4.3. */
    static int filler(RepresentationType type) {
        return switch (type) {
            case ASCII -> ' ';
            case EBCDIC -> 0x40;
            case IMAGE -> 0;
        };
    }

    /** Takes bytes of the file. */
    public void write(byte[] bytes, int from, int length) throws IOException {
        file.write(bytes, from, length);
    }

    /** Takes a line of a listing, without its end. */
    public void line(byte[] bytes) throws IOException {
        file.write(bytes);
        file.write(LINE_FEED);
    }

    /** Begins behind this byte of the file, which the client has: CR LF that is cut in two gets no second CR. */
    public void after(byte before) {
        if (before == '\r' && file instanceof AsciiOutputStream ascii) {
            ascii.afterCarriageReturn();
        }
    }

    /** Puts a restart marker behind all that was written. */
    public void mark(String text) throws IOException {
        file.flush();
        framing.mark(text);
    }

    /** Ends the file; all has been given to the connection then. */
    public void finish() throws IOException {
        file.flush();
        framing.finish();
        if (wire instanceof DeflaterOutputStream deflate) {
            deflate.finish();
        }
        wire.flush();
    }

    /** Frees the memory of the deflater. */
    @Override
    public void close() {
        deflater.ifPresent(Deflater::end);
    }
}
