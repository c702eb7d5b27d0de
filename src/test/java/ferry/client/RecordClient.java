package ferry.client;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * The client's end of TLS, record by record: for what no good client does, and to see what the server really sends. Its
 * {@link #socket} belongs to it. Not for two threads.
 */
final class RecordClient implements AutoCloseable {
    private static final int HEADER = 5;
    private static final int LONGEST = 32 * 1024;
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final Socket socket;
    private final SSLEngine engine;
    private final List<Received> received = new ArrayList<>();
    private ByteBuffer plain = ByteBuffer.allocate(0);
    private boolean ended;

    /**
     * A record that the server has sent.
     *
     * @param type its type in clear: 21 is an alert, 22 a handshake, 23 data, and in TLS 1.3 everything that is encrypted
     * @param length how long it is with its header
     * @param produced how many bytes of data were in it
     * @param closes whether it was close_notify
     */
    record Received(int type, int length, int produced, boolean closes) {}

    private RecordClient(Socket socket, SSLEngine engine) {
        this.socket = socket;
        this.engine = engine;
    }

    /** Over a connection, with these versions of TLS, or all; without the session of another connection. */
    static RecordClient over(Socket socket, SSLContext context, String... versions) {
        return over(socket, context, "records" + NAMES.incrementAndGet(), versions);
    }

    /** The same with the session of the server of this name, if there is one. */
    static RecordClient over(Socket socket, SSLContext context, String name, String... versions) {
        try {
            socket.setTcpNoDelay(true); // or a reset would take away what was said before it
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var engine = context.createSSLEngine(name, 21);
        engine.setUseClientMode(true);
        if (versions.length > 0) {
            engine.setEnabledProtocols(versions);
        }
        return new RecordClient(socket, engine);
    }

    /** Sets what is offered to the server. */
    RecordClient with(java.util.function.Consumer<SSLParameters> change) {
        var parameters = engine.getSSLParameters();
        change.accept(parameters);
        engine.setSSLParameters(parameters);
        return this;
    }

    /** The connection below. */
    Socket socket() {
        return socket;
    }

    /** The engine. */
    SSLEngine engine() {
        return engine;
    }

    // ---- the handshake

    /** The first record of the handshake, which is not sent. */
    byte[] hello() {
        try {
            engine.beginHandshake();
            return wrap(new byte[0]);
        } catch (SSLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shakes hands. */
    RecordClient handshake() {
        try {
            engine.beginHandshake();
            shake();
            return this;
        } catch (SSLException e) {
            sendRaw(closing()); // which is the alert that says why
            throw new UncheckedIOException(e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof SSLException) {
                sendRaw(closing());
            }
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shakes hands, and returns how that ended: the message of the exception, or nothing when all went well. */
    String handshakeFailure() {
        try {
            handshake();
            return "";
        } catch (UncheckedIOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void shake() throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> sendRaw(wrap(new byte[0]));
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> take();
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

    /** Begins another handshake of TLS 1.2, or asks for new keys of TLS 1.3, and sends what that takes. */
    RecordClient shakeAgain() {
        sendRaw(hello());
        return this;
    }

    // ---- sending

    /** The records of these bytes, which are not sent. */
    byte[] wrap(byte[] bytes) {
        try {
            var from = ByteBuffer.wrap(bytes);
            var to = ByteBuffer.allocate(LONGEST + 2 * bytes.length);
            SSLEngineResult result;
            do {
                result = engine.wrap(from, to);
                if (result.getStatus() == SSLEngineResult.Status.CLOSED && from.hasRemaining()) {
                    throw new SSLException("closed");
                }
            } while (from.hasRemaining());
            var records = new byte[to.flip().remaining()];
            to.get(records);
            return records;
        } catch (SSLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends these bytes through TLS. */
    RecordClient send(byte[] bytes) {
        return sendRaw(wrap(bytes));
    }

    /** Sends these bytes past TLS. */
    RecordClient sendRaw(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The record of close_notify, which is not sent. */
    byte[] closing() {
        engine.closeOutbound();
        return wrap(new byte[0]);
    }

    /** Says close_notify. */
    RecordClient closeNotify() {
        return sendRaw(closing());
    }

    // ---- receiving

    /** All data up to the end; whether it was in order tells {@link #endedInOrder}. */
    byte[] receive() {
        try {
            return in().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the next record. */
    private void take() throws IOException {
        var header = socket.getInputStream().readNBytes(HEADER);
        if (header.length < HEADER) {
            throw new EOFException("the server closed");
        }
        int length = ByteBuffer.wrap(header).getShort(3) & 0xffff;
        var record = ByteBuffer.allocate(HEADER + length)
                .put(header)
                .put(socket.getInputStream().readNBytes(length))
                .flip();
        var to = ByteBuffer.allocate(LONGEST);
        var result = engine.unwrap(record, to);
        while (result.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP_AGAIN) {
            result = engine.unwrap(record, to);
        }
        ended = result.getStatus() == SSLEngineResult.Status.CLOSED;
        received.add(new Received(header[0], HEADER + length, to.position(), ended));
        if (to.position() > 0) {
            plain = to.flip();
        }
    }

    /** What the server has sent up to now. */
    List<Received> records() {
        return List.copyOf(received);
    }

    /** Whether the server has said close_notify. */
    boolean endedInOrder() {
        return ended;
    }

    /** Whether nothing at all comes behind close_notify but the end of the connection. */
    boolean endsTheConnection() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** What comes through TLS; at its end in order or not it ends. */
    InputStream in() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                try {
                    while (!plain.hasRemaining() && !ended) {
                        take();
                        answer();
                    }
                } catch (EOFException e) {
                    return -1;
                }
                if (!plain.hasRemaining()) {
                    return -1;
                }
                int count = Math.min(length, plain.remaining());
                plain.get(bytes, from, count);
                return count;
            }
        };
    }

    /** Answers new keys of TLS 1.3. */
    private void answer() throws IOException {
        if (!ended && engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            shake();
        }
    }

    /** What goes through TLS. */
    OutputStream out() {
        return new OutputStream() {
            @Override
            public void write(int b) {
                send(new byte[] {(byte) b});
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                var out = new ByteArrayOutputStream();
                out.write(bytes, from, length);
                send(out.toByteArray());
            }
        };
    }

    /** Lets the connection end by a reset. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
