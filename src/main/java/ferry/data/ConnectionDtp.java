package ferry.data;

import ferry.file.Download;
import ferry.file.Upload;
import ferry.protocol.NameCoding;
import ferry.protocol.ReplyException;
import ferry.protocol.RepresentationType;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;

/**
 * The data transfer process of RFC 959: a data connection for each transfer.
 *
 * <p>Runs on the virtual thread that carries out the command. A small file whose connection is there and whose bytes
 * the socket takes at once never leaves it. Before anything that may wait, {@code aside} is run once, so that another
 * thread reads the control connection meanwhile; what is large goes to {@link TransferThreads}.
 */
public final class ConnectionDtp implements Dtp {
    /**
     * What the session has agreed with its client.
     *
     * @param port where the data connection comes from
     * @param local the server's address on the control connection
     * @param type how bytes are represented
     * @param coding how names are encoded in listings
     * @param up the pace of uploads
     * @param down the pace of downloads and listings
     */
    public record Terms(
            DataPort port, InetAddress local, RepresentationType type, NameCoding coding, Pace up, Pace down) {}

    /** Up to this size a file is sent or received by the session's own thread. */
    private static final int SMALL = 64 * 1024;

    private static final byte[] LINE_END = {'\r', '\n'};

    private final DataPool pool;
    private final Terms terms;
    private final Runnable aside;
    private boolean stoodAside;

    /** For one transfer; {@code aside} passes the control connection on. */
    public ConnectionDtp(DataPool pool, Terms terms, Runnable aside) {
        this.pool = pool;
        this.terms = terms;
        this.aside = aside;
    }

    @Override
    public void prepare() throws IOException {
        if (terms.port() == DataPort.None.NONE) {
            throw new CannotOpenException("neither PORT nor PASV was given");
        }
    }

    @Override
    public void send(Download file, long offset, Transfer transfer) throws IOException {
        try (var connection = open(transfer)) {
            if (terms.type() == RepresentationType.ASCII) {
                sendAscii(file, offset, transfer, connection);
            } else if (file.size() - offset <= SMALL && !terms.down().limited()) {
                sendSmall(file, offset, transfer, connection);
            } else {
                sendLarge(file, offset, transfer, connection);
            }
            connection.finish();
        } finally {
            pool.stalls().remove(transfer);
        }
    }

    private void sendSmall(Download file, long offset, Transfer transfer, DataConnection connection)
            throws IOException {
        var buffer = pool.buffers().borrow();
        try {
            buffer.limit((int) Math.max(0, file.size() - offset));
            file.channel().position(offset);
            while (buffer.hasRemaining()) {
                FileSender.read(file.channel(), buffer);
            }
            buffer.flip();
            connection.writeAtOnce(buffer);
            if (buffer.hasRemaining()) {
                standAside(transfer);
                connection.write(buffer);
            }
            transfer.moved(buffer.position());
        } finally {
            pool.buffers().giveBack(buffer);
        }
    }

    private void sendLarge(Download file, long offset, Transfer transfer, DataConnection connection)
            throws IOException {
        standAside(transfer);
        var sender = new FileSender(connection, transfer, terms.down());
        withBuffer((platform, buffer) -> {
            if (platform && file.channel() instanceof FileChannel channel) {
                sender.sendFile(channel, offset, file.size(), buffer);
            } else {
                sender.copy(file.channel(), offset, file.size(), buffer);
            }
        });
    }

    /** The offset counts bytes of the representation, as SIZE does (RFC 3659, sections 4 and 5). */
    private void sendAscii(Download file, long offset, Transfer transfer, DataConnection connection)
            throws IOException {
        standAside(transfer);
        pool.threads().run(platform -> {
            var out = ConnectionStreams.out(connection, transfer, terms.down());
            try (var in = Channels.newInputStream(file.channel())) {
                var ascii = new AsciiOutputStream(new SkippingOutputStream(out, offset));
                in.transferTo(ascii);
                ascii.flush();
            }
        });
    }

    @Override
    public void send(Lines lines, Transfer transfer) throws IOException, ReplyException {
        var buffer = pool.buffers().borrow();
        try (var connection = open(transfer)) {
            lines.writeTo(line -> {
                byte[] bytes = terms.coding().encode(line);
                if (buffer.remaining() < bytes.length + LINE_END.length) {
                    flush(buffer, transfer, connection);
                }
                if (buffer.remaining() < bytes.length + LINE_END.length) {
                    return; // no name is that long
                }
                buffer.put(bytes).put(LINE_END);
            });
            flush(buffer, transfer, connection);
            connection.finish();
        } finally {
            pool.buffers().giveBack(buffer);
            pool.stalls().remove(transfer);
        }
    }

    private void flush(ByteBuffer buffer, Transfer transfer, DataConnection connection) throws IOException {
        buffer.flip();
        int count = buffer.remaining();
        connection.writeAtOnce(buffer);
        if (buffer.hasRemaining()) {
            standAside(transfer);
            connection.write(buffer);
        }
        transfer.moved(count);
        terms.down().spend(count);
        buffer.clear();
    }

    @Override
    public void receive(Upload upload, Transfer transfer) throws IOException {
        standAside(transfer); // a client sends when it has read the 150, so this waits in any case
        try (var connection = open(transfer)) {
            transfer.waiting(true);
            if (terms.type() == RepresentationType.ASCII) {
                receiveAscii(upload, transfer, connection);
            } else {
                receiveImage(upload, transfer, connection);
            }
        } finally {
            pool.stalls().remove(transfer);
        }
    }

    private void receiveImage(Upload upload, Transfer transfer, DataConnection connection) throws IOException {
        var buffer = pool.buffers().borrow();
        boolean complete;
        try {
            complete = receiveSmall(upload, transfer, connection, buffer);
        } finally {
            pool.buffers().giveBack(buffer);
        }
        if (!complete) {
            withBuffer((platform, large) -> receiveLarge(upload, transfer, connection, large));
        }
    }

    /** Receives what fits into a small file; true when that was all. */
    private boolean receiveSmall(Upload upload, Transfer transfer, DataConnection connection, ByteBuffer buffer)
            throws IOException {
        buffer.limit(terms.up().step(SMALL));
        int count = 0;
        try {
            while (count >= 0 && buffer.hasRemaining()) {
                count = connection.read(buffer);
                if (count > 0) {
                    transfer.moved(count);
                }
            }
        } finally {
            write(buffer.flip(), upload); // also what came before the connection broke: a resume goes on from there
        }
        terms.up().spend(buffer.position());
        return count < 0;
    }

    private void receiveLarge(Upload upload, Transfer transfer, DataConnection connection, ByteBuffer buffer)
            throws IOException {
        var pace = terms.up();
        while (connection.read(buffer.clear().limit(pace.step(buffer.capacity()))) >= 0) {
            int count = buffer.flip().remaining();
            write(buffer, upload);
            transfer.moved(count);
            pace.spend(count);
        }
    }

    private static void write(ByteBuffer buffer, Upload upload) throws IOException {
        while (buffer.hasRemaining()) {
            upload.channel().write(buffer);
        }
    }

    private void receiveAscii(Upload upload, Transfer transfer, DataConnection connection) throws IOException {
        pool.threads().run(platform -> {
            OutputStream out = Channels.newOutputStream(upload.channel());
            new AsciiInputStream(ConnectionStreams.in(connection, transfer, terms.up())).transferTo(out);
        });
    }

    /** Work with a buffer of its own. */
    @FunctionalInterface
    private interface BufferWork {
        void run(boolean platform, ByteBuffer buffer) throws IOException;
    }

    private void withBuffer(BufferWork work) throws IOException {
        pool.threads().run(platform -> {
            var buffer = pool.buffers().borrow();
            try {
                work.run(platform, buffer);
            } finally {
                pool.buffers().giveBack(buffer);
            }
        });
    }

    private void standAside(Transfer transfer) {
        if (!stoodAside) {
            stoodAside = true;
            aside.run();
            pool.stalls().add(transfer);
        }
        transfer.waiting(true);
    }

    private DataConnection open(Transfer transfer) throws IOException {
        var channel = switch (terms.port()) {
            case DataPort.Passive(PassiveLease lease) -> accept(lease, transfer);
            case DataPort.Active(InetSocketAddress peer) -> connect(peer, transfer);
            case DataPort.None none -> throw new CannotOpenException("no data port: " + none);
        };
        return transfer.holding(new DataConnection(channel));
    }

    private SocketChannel accept(PassiveLease lease, Transfer transfer) throws IOException {
        var waiting = lease.poll();
        if (waiting.isPresent()) {
            return waiting.get();
        }
        standAside(transfer);
        transfer.waiting(false); // the wait for the connection has a limit of its own
        var channel = transfer.holding(lease).await(pool.settings().openTimeout());
        transfer.waiting(true);
        return channel;
    }

    private SocketChannel connect(InetSocketAddress peer, Transfer transfer) throws IOException {
        standAside(transfer);
        transfer.waiting(false);
        var channel = transfer.holding(SocketChannel.open());
        try {
            channel.bind(new InetSocketAddress(terms.local(), 0));
            channel.socket()
                    .connect(peer, Math.toIntExact(pool.settings().openTimeout().toMillis()));
            transfer.waiting(true);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw new CannotOpenException("cannot connect to the client", e);
        }
    }
}
