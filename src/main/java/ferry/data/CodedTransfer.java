package ferry.data;

import ferry.codec.CodecSettings;
import ferry.codec.Decoder;
import ferry.codec.Encoder;
import ferry.codec.Representation;
import ferry.file.Download;
import ferry.file.Upload;
import ferry.protocol.NameCoding;
import ferry.protocol.Reply;
import ferry.protocol.ReplyCode;
import ferry.protocol.ReplyException;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import org.apache.commons.io.output.CountingOutputStream;

/**
 * A transfer whose bytes go through codecs: every representation but the plain one. Blocks; the files by the pool's
 * threads, a listing by the caller's.
 *
 * @param settings what the administrator has settled
 * @param representation how the bytes look
 * @param pace how fast they may move
 */
public record CodedTransfer(CodecSettings settings, Representation representation, Pace pace) {
    /** So many bytes of a file lie between the restart markers that are sent. */
    private static final int MARKED = 256 * 1024;

    private static final int BUFFER = 64 * 1024;

    /** Sends a file, whose offset counts as {@link Representation#offsetOfFile} says. */
    void send(Download file, long offset, Transfer transfer, DataConnection connection) throws IOException {
        boolean offsetOfFile = representation.offsetOfFile();
        var out = ConnectionStreams.out(connection, transfer, pace);
        try (var encoder = Encoder.ofFile(representation, out, settings, offsetOfFile ? 0 : offset)) {
            send(file, offsetOfFile ? offset : 0, encoder);
            encoder.finish();
        }
    }

    /** How many bytes a whole file would be on a data connection; reads it through. */
    public static long length(Download file, Representation representation, CodecSettings settings) throws IOException {
        try (var counting = new CountingOutputStream(OutputStream.nullOutputStream());
                var encoder = Encoder.ofFile(representation, counting, settings, 0)) {
            new CodedTransfer(settings, representation, Pace.UNLIMITED).send(file, 0, encoder);
            encoder.finish();
            return counting.getByteCount();
        }
    }

    private void send(Download file, long from, Encoder encoder) throws IOException {
        var buffer = ByteBuffer.allocate(BUFFER);
        if (from > 0) {
            encoder.after(byteBefore(file.channel(), from));
        }
        long position = from;
        while (position < file.size()) {
            long border = Math.min(file.size(), (position / MARKED + 1) * MARKED);
            buffer.clear().limit((int) Math.min(border - position, BUFFER));
            int count = FileSender.read(file.channel(), buffer);
            encoder.write(buffer.array(), 0, count);
            position += count;
            if (representation.markers() && position == border && position < file.size()) {
                encoder.mark(Long.toString(position));
            }
        }
    }

    private static byte byteBefore(SeekableByteChannel file, long position) throws IOException {
        var one = ByteBuffer.allocate(1);
        FileSender.read(file.position(position - 1), one);
        return one.get(0);
    }

    /** Sends a listing. */
    void send(Dtp.Lines lines, NameCoding coding, Transfer transfer, DataConnection connection)
            throws IOException, ReplyException {
        var out = ConnectionStreams.out(connection, transfer, pace);
        try (var encoder = Encoder.ofListing(representation, new BufferedOutputStream(out, BUFFER), settings)) {
            lines.writeTo(line -> encoder.line(coding.encode(line)));
            encoder.finish();
        }
    }

    /** Receives a file, and answers the restart markers in it by 110 replies. */
    void receive(Upload upload, Transfer transfer, DataConnection connection, Preliminary preliminary)
            throws IOException {
        var in = ConnectionStreams.in(connection, transfer, pace);
        var out = new BufferedOutputStream(Channels.newOutputStream(upload.channel()), BUFFER);
        try {
            new Decoder(representation, settings)
                    .decode(
                            in,
                            out,
                            marker -> preliminary.mark(
                                    answer(marker, upload.channel().position())));
        } catch (EOFException e) {
            throw new DataConnectionException("incomplete", e);
        }
    }

    /** RFC 959, section 4.2: the client's marker and ours, which REST takes later: the position in the file. */
    private static Reply answer(String theirs, long ours) {
        return Reply.of(ReplyCode.RESTART_MARKER, "MARK " + theirs + " = " + ours);
    }
}
