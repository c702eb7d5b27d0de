package ferry.tls;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/**
 * The server's end of TLS over a connected channel (RFC 8446, RFC 5246), in blocking style.
 *
 * <p>One thread may read while others write. A silent connection holds half a KiB of buffers; many records go to the
 * network by one system call. Belongs to whoever made it, together with its channel; {@link #close} may be called from
 * another thread and ends what blocks here.
 */
public final class TlsChannel implements Closeable {
    /** A deadline that never comes. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    /** What {@link #sendingSince} says of a channel that is not sending. */
    public static final long NOT_SENDING = Long.MIN_VALUE;

    /** So many bytes are received at once from a client that is quick. */
    private static final int MOST_RECEIVED = 256 * 1024;
    /** So many records in a row may bring no data: no client needs many, and each costs more than it says. */
    private static final int MOST_EMPTY = 32;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SSLEngine engine;
    private final RecordSender sender;
    private final ReceivedRecords received;
    private ByteBuffer plain = NOTHING; // decrypted; ready to be taken out
    private Optional<ClientHello> hello = Optional.empty();
    private int empty; // records in a row that brought no data
    private boolean ended;
    private boolean endedInOrder;

    private TlsChannel(SocketChannel channel, SSLEngine engine, PacketBuffers buffers, int mostReceived) {
        this.channel = channel;
        this.engine = engine;
        sender = new RecordSender(channel, engine, buffers);
        received = new ReceivedRecords(channel, mostReceived);
    }

    /** For commands and replies: small pieces, and long silence between them. */
    static TlsChannel forControl(SocketChannel channel, SSLEngine engine, PacketBuffers buffers) {
        return new TlsChannel(channel, engine, buffers, PacketBuffers.RECORD);
    }

    /** For data: as much at once as there is. */
    static TlsChannel forData(SocketChannel channel, SSLEngine engine, PacketBuffers buffers) {
        return new TlsChannel(channel, engine, buffers, MOST_RECEIVED);
    }

    // ---- the handshake

    /** Shakes hands until this {@link System#nanoTime}; throws {@link TlsException} when that fails. */
    void handshake(long deadline) throws IOException {
        sender.until(deadline);
        try {
            engine.beginHandshake();
            shake(deadline);
            sender.until(NO_DEADLINE);
            received.established();
        } catch (SSLException e) {
            tellAlert();
            throw TlsException.of("the TLS handshake failed", e);
        } catch (SocketTimeoutException e) {
            throw new TlsException("the TLS handshake took too long");
        } catch (EOFException e) {
            throw new TlsException("the client closed the connection within the TLS handshake");
        } catch (ClosedChannelException e) {
            throw new TlsException("the TLS handshake was cut");
        } catch (SocketException e) {
            throw new TlsException("the connection broke within the TLS handshake: " + e.getMessage());
        }
    }

    private void shake(long deadline) throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> sender.sendOwn();
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> takeHandshake(deadline);
                case FINISHED, NOT_HANDSHAKING -> {
                    return;
                }
            }
        }
    }

    private void runTasks() {
        for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private void takeHandshake(long deadline) throws IOException {
        var bytes = received.bytes();
        int from = bytes.position();
        var result = unwrapHandshake(bytes, from);
        switch (result.getStatus()) {
            case OK -> {
                if (hello.isEmpty() && result.bytesConsumed() > 0) {
                    hello = Optional.of(ClientHello.read(bytes.slice(from, result.bytesConsumed())));
                }
            }
            case BUFFER_UNDERFLOW -> received.receive(deadline);
            case BUFFER_OVERFLOW -> throw new SSLException("data came within the handshake");
            case CLOSED -> throw new EOFException();
        }
    }

    private SSLEngineResult unwrapHandshake(ByteBuffer bytes, int from) throws IOException {
        try {
            return engine.unwrap(bytes, NOTHING.duplicate());
        } catch (SSLException e) {
            var alert = Alert.inClear(bytes, from);
            throw alert.isPresent() ? new SSLException(TlsException.RECEIVED + alert.get(), e) : e;
        }
    }

    private void tellAlert() {
        try {
            engine.closeOutbound();
            sender.sendOwn();
        } catch (IOException e) {
            // The client is gone, or does not take it: there is nothing more to be told.
        }
    }

    // ---- receiving

    /**
     * Reads some bytes; -1 at the end, in order or not: see {@link #endedInOrder}. SocketTimeoutException when none came
     * until this {@link System#nanoTime}, TlsException when the end came within a record: then some are missing for sure.
     */
    public int read(ByteBuffer into, long deadline) throws IOException {
        if (plain.hasRemaining()) {
            return takePlain(into);
        }
        try {
            int count = 0;
            while (count == 0 && !ended) {
                count = decrypt(into);
                if (count == 0 && !ended) {
                    receiveMore(deadline);
                }
            }
            return count == 0 && ended ? -1 : count;
        } catch (SSLException e) {
            ended = true; // and not in order, whatever the engine says of itself
            tellAlert();
            throw TlsException.of("TLS broke", e);
        }
    }

    private int takePlain(ByteBuffer into) {
        int count = Math.min(into.remaining(), plain.remaining());
        into.put(plain.slice(plain.position(), count));
        plain.position(plain.position() + count);
        if (!plain.hasRemaining()) {
            plain = NOTHING;
        }
        return count;
    }

    /** Decrypts as many whole records as were received and fit; returns how many bytes that gave. */
    private int decrypt(ByteBuffer into) throws IOException {
        int from = into.position();
        var bytes = received.bytes();
        while (bytes.hasRemaining()) {
            var result = engine.unwrap(bytes, into);
            switch (result.getStatus()) {
                case OK -> took(result);
                case BUFFER_UNDERFLOW -> {
                    return into.position() - from;
                }
                case BUFFER_OVERFLOW -> {
                    if (into.position() > from || !decryptAside()) {
                        return into.position() - from;
                    }
                    if (plain.hasRemaining()) {
                        return takePlain(into);
                    }
                }
                case CLOSED -> {
                    end();
                    return into.position() - from;
                }
            }
        }
        return into.position() - from;
    }

    /**
     * Decrypts a record that is longer than what was asked for; false when it is not there as a whole, or was the end.
     * JSSE complains of the room before it looks whether the record is all there.
     */
    private boolean decryptAside() throws IOException {
        if (!received.whole()) {
            return false;
        }
        var whole = ByteBuffer.allocate(received.length());
        var result = engine.unwrap(received.bytes(), whole);
        switch (result.getStatus()) {
            case OK -> took(result);
            case CLOSED -> {
                end();
                return false;
            }
            case BUFFER_OVERFLOW, BUFFER_UNDERFLOW ->
                throw new SSLException("a record cannot be decrypted: " + result.getStatus());
        }
        plain = whole.flip();
        return true;
    }

    private void end() {
        ended = true;
        endedInOrder = engine.isInboundDone();
    }

    private void took(SSLEngineResult result) throws IOException {
        empty = result.bytesProduced() > 0 ? 0 : empty + 1;
        if (empty > MOST_EMPTY) {
            throw new SSLException("too many records without data");
        }
        followUp(result);
    }

    /** What a record asks for besides its data: new keys in TLS 1.3. Another handshake, in TLS 1.2, is refused. */
    private void followUp(SSLEngineResult result) throws IOException {
        var status = result.getHandshakeStatus();
        if (status == HandshakeStatus.NOT_HANDSHAKING || status == HandshakeStatus.FINISHED) {
            return;
        }
        if (!engine.getSession().getProtocol().equals("TLSv1.3")) {
            throw new SSLException("the client asked for renegotiation");
        }
        runTasks();
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            sender.sendOwn();
        }
    }

    private void receiveMore(long deadline) throws IOException {
        try {
            received.receive(deadline);
        } catch (EOFException e) {
            ended = true;
            if (received.bytes().hasRemaining()) {
                throw new TlsException("the connection ended within a record of TLS");
            }
        }
    }

    /** Whether the client has said that this was all (close_notify): otherwise the end may be missing. */
    public boolean endedInOrder() {
        return endedInOrder;
    }

    // ---- sending

    /** Hands so many bytes, or a multiple, over to the network at a time, as long as there are more to be sent. */
    public void sendBy(int packet) {
        sender.sendBy(packet);
    }

    /** Writes all the bytes; blocks. */
    public void write(ByteBuffer bytes) throws IOException {
        try {
            sender.send(bytes);
        } catch (SSLException e) {
            throw TlsException.of("TLS broke", e);
        }
    }

    /** Since which {@link System#nanoTime} it tries to send a piece, or {@link #NOT_SENDING}. Safe for all threads. */
    public long sendingSince() {
        return sender.sendingSince();
    }

    // ---- the end

    /** Says that no more will be written (close_notify); blocks. What comes can still be read. */
    public void closeOutput() throws IOException {
        try {
            sender.sendEnd();
        } catch (SSLException e) {
            throw TlsException.of("TLS broke", e);
        }
    }

    /** As {@link #closeOutput}, unless another thread is writing just now: never waits for it. */
    public void closeOutputIfIdle() throws IOException {
        sender.sendEndIfIdle();
    }

    /**
     * Waits until the client has ended TLS too, up to this {@link System#nanoTime}: by close_notify, or by going on in clear
     * without, as curl does after CCC. Commands in TLS behind the end of ours are a fault.
     */
    public void awaitEnd(long deadline) throws IOException {
        try {
            while (!ended && received.begins()) {
                boolean taken = decryptAside();
                if (plain.hasRemaining()) {
                    throw new TlsException("commands came in TLS behind its end");
                }
                if (!taken && !ended) {
                    received.receive(deadline);
                }
            }
        } catch (SSLException e) {
            throw TlsException.of("TLS did not end in order", e);
        } catch (EOFException | SocketTimeoutException e) {
            throw new TlsException("the client did not go on behind the end of TLS");
        }
    }

    /** What came behind the end of TLS, in clear. */
    public byte[] rest() {
        return received.rest();
    }

    /** What was agreed on. */
    public SSLSession session() {
        return engine.getSession();
    }

    /** What the client has begun with. */
    ClientHello hello() {
        return hello.orElse(ClientHello.NONE);
    }

    /** The channel below. */
    public SocketChannel channel() {
        return channel;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
