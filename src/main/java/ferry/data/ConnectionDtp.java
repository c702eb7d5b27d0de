package ferry.data;

import ferry.file.Download;
import ferry.file.Upload;
import ferry.protocol.NameCoding;
import ferry.protocol.ReplyException;
import ferry.protocol.RepresentationType;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/**
 * The data transfer process of RFC 959: a data connection for each transfer.
 *
 * <p>Runs on the virtual thread that carries out the command. A small file whose connection is there and whose bytes
 * the socket takes at once never leaves it. Before anything that may wait it stands {@link Aside}, so that another thread
 * reads the control connection meanwhile; what is large goes to {@link TransferThreads}.
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
    private final Runnable passOn;

    /** For one transfer; {@code passOn} passes the control connection on to another thread. */
    public ConnectionDtp(DataPool pool, Terms terms, Runnable passOn) {
        this.pool = pool;
        this.terms = terms;
        this.passOn = passOn;
    }

    @Override
    public void prepare() throws IOException {
        if (terms.port() == DataPort.None.NONE) {
            throw new CannotOpenException("neither PORT nor PASV was given");
        }
    }

    @Override
    public void send(Download file, long offset, Transfer transfer) throws IOException {
        try (var aside = aside(transfer);
                var connection = open(transfer, aside)) {
            if (terms.type() == RepresentationType.ASCII) {
                aside.stand();
                sendAscii(file, offset, transfer, connection);
            } else if (file.size() - offset <= SMALL && !terms.down().limited()) {
                sendSmall(file, offset, transfer, connection, aside);
            } else {
                aside.stand();
                sendLarge(file, offset, transfer, connection);
            }
            connection.finish();
        }
    }

    private void sendSmall(Download file, long offset, Transfer transfer, DataConnection connection, Aside aside)
            throws IOException {
        var buffer = pool.buffers().borrow();
        try {
            file.channel().position(offset);
            for (long rest = file.size() - offset; rest > 0; rest -= buffer.limit()) {
                buffer.clear().limit((int) Math.min(rest, buffer.capacity()));
                while (buffer.hasRemaining()) {
                    FileSender.read(file.channel(), buffer);
                }
                write(buffer.flip(), connection, aside);
                transfer.moved(buffer.limit());
            }
        } finally {
            pool.buffers().giveBack(buffer);
        }
    }

    private static void write(ByteBuffer buffer, DataConnection connection, Aside aside) throws IOException {
        connection.writeAtOnce(buffer);
        if (buffer.hasRemaining()) {
            aside.stand();
            connection.write(buffer);
        }
    }

    private void sendLarge(Download file, long offset, Transfer transfer, DataConnection connection)
            throws IOException {
        var sender = new FileSender(connection, transfer, terms.down(), pool.buffers());
        pool.threads().run(platform -> {
            if (platform && file.channel() instanceof FileChannel channel) {
                sender.sendFile(channel, offset, file.size());
            } else {
                sender.copy(file.channel(), offset, file.size());
            }
        });
    }

    /** The offset counts bytes of the representation, as SIZE does (RFC 3659, sections 4 and 5). */
    private void sendAscii(Download file, long offset, Transfer transfer, DataConnection connection)
            throws IOException {
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
        try (var aside = aside(transfer);
                var connection = open(transfer, aside)) {
            lines.writeTo(line -> {
                byte[] bytes = terms.coding().encode(line);
                if (buffer.remaining() < bytes.length + LINE_END.length) {
                    flush(buffer, transfer, connection, aside);
                }
                buffer.put(bytes).put(LINE_END); // a path is far shorter than the buffer
            });
            flush(buffer, transfer, connection, aside);
            connection.finish();
        } finally {
            pool.buffers().giveBack(buffer);
        }
    }

    private void flush(ByteBuffer buffer, Transfer transfer, DataConnection connection, Aside aside)
            throws IOException {
        write(buffer.flip(), connection, aside);
        transfer.moved(buffer.position());
        terms.down().spend(buffer.position());
        buffer.clear();
    }

    @Override
    public void receive(Upload upload, Transfer transfer) throws IOException {
        try (var aside = aside(transfer)) {
            aside.stand(); // a client sends when it has read the 150, so this waits in any case
            try (var connection = open(transfer, aside)) {
                if (terms.type() == RepresentationType.ASCII) {
                    receiveAscii(upload, transfer, connection);
                } else {
                    receiveImage(upload, transfer, connection);
                }
            }
        }
    }

    private void receiveImage(Upload upload, Transfer transfer, DataConnection connection) throws IOException {
        var receiver = new FileReceiver(connection, upload.channel(), transfer, terms.up());
        var buffer = pool.buffers().borrow();
        boolean complete;
        try {
            complete = receiver.receiveSmall(buffer, SMALL);
        } finally {
            pool.buffers().giveBack(buffer);
        }
        if (!complete) {
            pool.threads().run(_ -> receiver.receive(pool.buffers()));
        }
    }

    private void receiveAscii(Upload upload, Transfer transfer, DataConnection connection) throws IOException {
        pool.threads().run(platform -> {
            var out = Channels.newOutputStream(upload.channel());
            new AsciiInputStream(ConnectionStreams.in(connection, transfer, terms.up())).transferTo(out);
        });
    }

    private Aside aside(Transfer transfer) {
        return new Aside(transfer, pool.stalls(), passOn);
    }

    private DataConnection open(Transfer transfer, Aside aside) throws IOException {
        return new DataConnector(terms.port(), terms.local(), pool.settings().openTimeout()).open(transfer, aside);
    }
}
