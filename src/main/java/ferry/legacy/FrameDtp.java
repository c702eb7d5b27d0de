package ferry.legacy;

import ferry.data.DataConnectionException;
import ferry.data.DataPool;
import ferry.data.Dtp;
import ferry.data.Pace;
import ferry.data.Transfer;
import ferry.file.Digest;
import ferry.file.DigestCache;
import ferry.file.Download;
import ferry.file.Range;
import ferry.file.Upload;
import ferry.protocol.NameCoding;
import ferry.protocol.ReplyException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The data transfer process of the first dialect: files go in frames over the connection that carries the commands, and
 * a listing is the names with blanks between them. For one command.
 *
 * <p>Small files are moved by the connection's own virtual thread, large ones by a thread of the pool meanwhile.
 */
final class FrameDtp implements Dtp {
    /**
     * What the connection has, and what its client and the administrator want.
     *
     * @param pool what moves bytes
     * @param digests the digests of files that were sent
     * @param digest the one to send
     * @param coding how names are encoded in listings
     * @param up the pace of uploads
     * @param down the pace of downloads
     */
    record Terms(DataPool pool, DigestCache digests, Digest digest, NameCoding coding, Pace up, Pace down) {}

    private static final int SMALL = 64 * 1024;
    private static final byte[] BLANK = {' '};

    private final Wire wire;
    private final Terms terms;
    private final Optional<FrameBody> body;
    private boolean begun;

    /** For a command; the body is the one that came with {@code post}. */
    FrameDtp(Wire wire, Terms terms, Optional<FrameBody> body) {
        this.wire = wire;
        this.terms = terms;
        this.body = body;
    }

    /** Whether bytes were sent, so that an error cannot be told any more. */
    boolean begun() {
        return begun;
    }

    @Override
    public void prepare() {}

    /** Sends a frame; the digest is known before the first byte goes. The offset is always 0: no legacy client resumes. */
    @Override
    public void send(Download file, long offset, Transfer transfer) throws IOException {
        transfer.holding(wire);
        String hex = terms.digests().hex(file, terms.digest(), () -> hash(file, transfer));
        transfer.digest(terms.digest().key() + ":" + hex);
        byte[] head = Frame.file(file.name(), file.size(), terms.digest(), hex);
        var sender = new FrameSender(wire, transfer, terms.down());
        begun = true;
        watched(transfer, file.size(), buffer -> {
            file.channel().position(offset);
            sender.send(head, file.channel(), file.size(), buffer);
        });
    }

    private String hash(Download file, Transfer transfer) throws IOException {
        var computation = terms.digest().start();
        move(
                file.size(),
                buffer -> Digest.feed(computation, file.channel(), Range.all(file), buffer, count -> {
                    if (transfer.cut() != Transfer.Cut.NOT) {
                        throw new DataConnectionException("cut while the digest was computed");
                    }
                }));
        return HexFormat.of().formatHex(computation.digest());
    }

    /** Sends names with one blank between them; one blank alone when there are none, since the client waits for something. */
    @Override
    public void send(Lines lines, Transfer transfer) throws IOException, ReplyException {
        transfer.holding(wire);
        var buffer = terms.pool().buffers().borrow();
        terms.pool().stalls().add(transfer);
        try {
            lines.writeTo(name -> put(name, buffer, transfer));
            if (!begun && buffer.position() == 0) {
                buffer.put(BLANK);
            }
            flush(buffer, transfer);
        } finally {
            terms.pool().stalls().remove(transfer);
            terms.pool().buffers().giveBack(buffer);
        }
    }

    private void put(String name, ByteBuffer buffer, Transfer transfer) throws IOException {
        byte[] bytes = terms.coding().encode(name);
        if (buffer.remaining() < BLANK.length + bytes.length) {
            flush(buffer, transfer);
        }
        if (begun || buffer.position() > 0) {
            buffer.put(BLANK);
        }
        buffer.put(bytes, 0, Math.min(bytes.length, buffer.remaining()));
    }

    private void flush(ByteBuffer buffer, Transfer transfer) throws IOException {
        begun = true;
        buffer.flip();
        transfer.waiting(true);
        int end = buffer.limit();
        while (buffer.position() < end) {
            buffer.limit(buffer.position() + terms.down().step(end - buffer.position()));
            int count = wire.write(buffer);
            transfer.moved(count);
            terms.down().spend(count, transfer);
        }
        transfer.waiting(false);
        buffer.clear();
    }

    /** Receives the body of the frame; nothing of it is kept unless it is complete and its digest right. */
    @Override
    public void receive(Upload upload, Transfer transfer) throws IOException, ReplyException {
        var source = body.orElseThrow();
        transfer.holding(wire);
        try {
            upload.expect(source.header().size());
            watched(
                    transfer,
                    source.header().size(),
                    buffer -> source.receive(upload.channel(), transfer, terms.up(), buffer));
            source.check(transfer);
        } catch (IOException | ReplyException | RuntimeException e) {
            discard(upload, e);
            throw e;
        }
    }

    /** Throws away what came: no legacy client can resume. */
    private static void discard(Upload upload, Exception reason) {
        try {
            upload.discard();
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    /** Reads what is left of the body after a failure, so that the connection can go on behind it. */
    void skipBody() throws IOException {
        var transfer = new Transfer("rest of post", -1);
        var source = body.orElseThrow();
        transfer.holding(wire);
        watched(transfer, source.header().size(), buffer -> source.skip(transfer, buffer));
    }

    // ---- threads

    /** Work with a buffer of its own. */
    @FunctionalInterface
    private interface Work {
        void run(ByteBuffer buffer) throws IOException;
    }

    /** Moves bytes under the eye of the stall watch. */
    private void watched(Transfer transfer, long size, Work work) throws IOException {
        terms.pool().stalls().add(transfer);
        transfer.waiting(true);
        try {
            move(size, work);
        } finally {
            transfer.waiting(false);
            terms.pool().stalls().remove(transfer);
        }
    }

    private void move(long size, Work work) throws IOException {
        if (size <= SMALL) {
            withBuffer(work);
        } else {
            terms.pool().threads().run(platform -> withBuffer(work));
        }
    }

    private void withBuffer(Work work) throws IOException {
        var buffers = terms.pool().buffers();
        var buffer = buffers.borrow();
        try {
            work.run(buffer);
        } finally {
            buffers.giveBack(buffer);
        }
    }
}
