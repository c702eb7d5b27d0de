package ferry.legacy;

import com.google.common.collect.ImmutableSet;
import ferry.data.DataConnectionException;
import ferry.data.Pace;
import ferry.data.Transfer;
import ferry.file.Digest;
import ferry.protocol.ReplyCode;
import ferry.protocol.ReplyException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The file behind the header of a frame that a client sends: exactly as many bytes as the header says. */
final class FrameBody {
    private static final Logger LOG = LogManager.getLogger(FrameBody.class);

    private final FrameHeader header;
    private final Received received;
    private final Map<Digest, MessageDigest> digests = new EnumMap<>(Digest.class);
    private long rest;

    /** A body that is still to be read; {@code told} is the digest that a client who wants to be told gets. */
    FrameBody(FrameHeader header, Received received, Digest told) {
        this.header = header;
        this.received = received;
        rest = header.size();
        var needed = ImmutableSet.<Digest>builder();
        header.digest().ifPresent(expected -> needed.add(expected.digest()));
        if (header.acknowledge()) {
            needed.add(told);
        }
        needed.build().forEach(digest -> digests.put(digest, digest.start()));
    }

    /** The header. */
    FrameHeader header() {
        return header;
    }

    /** Reads the body into a file; the buffer is empty and the caller's. */
    void receive(WritableByteChannel file, Transfer transfer, Pace pace, ByteBuffer buffer) throws IOException {
        while (rest > 0) {
            int count = next(buffer, pace.step((int) Math.min(rest, buffer.capacity())));
            digests.values().forEach(digest -> digest.update(buffer.duplicate()));
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
            transfer.moved(count);
            pace.spend(count, transfer);
        }
    }

    /** Reads what nobody took, for the sake of what comes behind it. */
    void skip(Transfer transfer, ByteBuffer buffer) throws IOException {
        if (rest > 0) {
            digests.clear(); // they would be digests of a part
        }
        while (rest > 0) {
            transfer.moved(next(buffer, (int) Math.min(rest, buffer.capacity())));
        }
    }

    private int next(ByteBuffer buffer, int most) throws IOException {
        int count = received.read(buffer.clear().limit(most));
        if (count < 0) {
            String how = "the client closed " + rest + " bytes before the end";
            throw new DataConnectionException("too short", new EOFException(how));
        }
        buffer.flip();
        rest -= count;
        return count;
    }

    /** Compares the digest with the one of the header, if that has one; to be called once, when all has been read. */
    void check(Transfer transfer) throws ReplyException {
        if (header.digest().isPresent()) {
            var expected = header.digest().get();
            String hex = hex(expected.digest()).orElseThrow();
            if (!hex.equals(expected.hex())) {
                LOG.debug("{} is {} and not {}", expected.digest().key(), hex, expected.hex());
                throw new ReplyException(ReplyCode.FILE_UNAVAILABLE, "The digest is wrong");
            }
            transfer.digest(expected.digest().key() + ":" + hex);
        }
    }

    /** A digest of what came, where it was computed and all has come. */
    Optional<String> hex(Digest digest) {
        return Optional.ofNullable(digests.get(digest))
                .filter(computation -> rest == 0)
                .map(FrameBody::hexOf);
    }

    private static String hexOf(MessageDigest computation) {
        try {
            return HexFormat.of().formatHex(((MessageDigest) computation.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(Objects.toString(e.getMessage()), e);
        }
    }
}
