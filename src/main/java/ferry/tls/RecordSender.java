package ferry.tls;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** The sending side of a {@link TlsChannel}: puts bytes into records, many of which go out by one system call. For all threads. */
final class RecordSender {
    /** So many bytes of plain text make one record. */
    private static final int FRAGMENT = 16 * 1024;

    private static final long PAUSE_NANOS = 10_000_000;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SSLEngine engine;
    private final PacketBuffers buffers;
    private final ReentrantLock lock =
            new ReentrantLock(); // guards the engine's sending side, and the order of records
    private volatile long sendingSince = TlsChannel.NOT_SENDING;
    private volatile long deadline = TlsChannel.NO_DEADLINE;
    private volatile int packet = 1;

    RecordSender(SocketChannel channel, SSLEngine engine, PacketBuffers buffers) {
        this.channel = channel;
        this.engine = engine;
        this.buffers = buffers;
    }

    /** Lets no piece wait longer than until this {@link System#nanoTime}; only while one thread uses the channel. */
    void until(long nanoTime) {
        deadline = nanoTime;
    }

    /** Sends multiples of so many bytes as long as more are to follow. */
    void sendBy(int bytes) {
        packet = bytes;
    }

    /** Sends the bytes, and behind them all else that the engine has to say; blocks. */
    void send(ByteBuffer bytes) throws IOException {
        lock.lock();
        try {
            sendAll(bytes);
        } finally {
            lock.unlock();
        }
    }

    /** Sends what the engine has to say. */
    void sendOwn() throws IOException {
        send(NOTHING.duplicate());
    }

    /** Sends close_notify, once. */
    void sendEnd() throws IOException {
        lock.lock();
        try {
            engine.closeOutbound();
            if (!engine.isOutboundDone()) {
                sendAll(NOTHING.duplicate());
            }
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #sendEnd}, unless another thread is sending just now: never waits for it. */
    void sendEndIfIdle() throws IOException {
        if (lock.tryLock()) {
            try {
                sendEnd();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Since which {@link System#nanoTime} a piece waits to be sent, or {@link TlsChannel#NOT_SENDING}. */
    long sendingSince() {
        return sendingSince;
    }

    private void sendAll(ByteBuffer bytes) throws IOException {
        var records = bytes.remaining() > FRAGMENT ? buffers.borrowBatch() : buffers.borrowRecord();
        try {
            while (wrap(bytes, records)) {
                flushPackets(records);
            }
            flush(records.flip());
            records.clear();
        } finally {
            buffers.giveBack(records);
        }
    }

    /** Fills the buffer with records; true when there are more. */
    private boolean wrap(ByteBuffer bytes, ByteBuffer records) throws IOException {
        while (true) {
            var result = engine.wrap(bytes, records);
            switch (result.getStatus()) {
                case OK -> {
                    if (!bytes.hasRemaining() && result.getHandshakeStatus() != HandshakeStatus.NEED_WRAP) {
                        return false;
                    }
                }
                case BUFFER_OVERFLOW -> {
                    if (records.position() == 0) {
                        throw new SSLException("a record does not fit");
                    }
                    return true;
                }
                case CLOSED -> {
                    if (bytes.hasRemaining()) {
                        throw new SSLException("closed already");
                    }
                    return false;
                }
                case BUFFER_UNDERFLOW -> throw new SSLException("nothing to wrap");
            }
        }
    }

    /** Sends what is full packets; the beginning of the next one waits for its rest. */
    private void flushPackets(ByteBuffer records) throws IOException {
        records.flip();
        int all = records.limit();
        int full = all / packet * packet;
        flush(full == 0 ? records : records.limit(full));
        records.limit(all).compact();
    }

    private void flush(ByteBuffer records) throws IOException {
        sendingSince = System.nanoTime();
        try {
            if (deadline == TlsChannel.NO_DEADLINE) {
                while (records.hasRemaining()) {
                    channel.write(records);
                }
            } else {
                writeInTime(records);
            }
        } finally {
            sendingSince = TlsChannel.NOT_SENDING;
        }
    }

    /** For handshakes: what they send is short, so that this hardly ever has to wait. */
    private void writeInTime(ByteBuffer records) throws IOException {
        channel.configureBlocking(false);
        try {
            while (records.hasRemaining()) {
                if (channel.write(records) == 0) {
                    if (deadline - System.nanoTime() <= 0) {
                        throw new SocketTimeoutException();
                    }
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        } finally {
            channel.configureBlocking(true);
        }
    }
}
