package ferry.data;

import ferry.codec.Representation;
import ferry.file.Download;
import ferry.file.Upload;
import ferry.protocol.NameCoding;
import ferry.protocol.ReplyException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * The data transfer process of RFC 959: a data connection for each transfer.
 *
 * <p>Runs on the virtual thread that carries out the command. A small file whose connection is there and whose bytes
 * the socket takes at once never leaves it. Before anything that may wait it stands {@link Aside}, so that another thread
 * reads the control connection meanwhile; a small upload only after a moment, see {@link Patience}. What is large goes to
 * {@link TransferThreads}.
 */
public final class ConnectionDtp implements Dtp {
    /**
     * What the session has agreed with its client.
     *
     * @param port where the data connection comes from
     * @param local the server's address on the control connection
     * @param protection what protects it; nothing for one in clear
     * @param representation how bytes are represented
     * @param coding how names are encoded in listings
     * @param up the pace of uploads
     * @param down the pace of downloads and listings
     */
    public record Terms(
            DataPort port,
            InetAddress local,
            Optional<DataProtection> protection,
            Representation representation,
            NameCoding coding,
            Pace up,
            Pace down) {}

    /**
     * What the protocol interpreter does meanwhile.
     *
     * @param passOn passes the control connection on to another thread, when what was said so far has been sent
     * @param tell sends what was said so far
     * @param patient whether the control connection may go unread for a moment
     * @param preliminary answers restart markers
     */
    public record Interpreter(Runnable passOn, Runnable tell, boolean patient, Preliminary preliminary) {
        /** One that has no control connection. */
        public static final Interpreter NONE = new Interpreter(() -> {}, () -> {}, false, _ -> {});
    }

    /** Up to this size a file is sent or received by the session's own thread. */
    private static final int SMALL = 64 * 1024;

    private final DataPool pool;
    private final Terms terms;
    private final Interpreter interpreter;

    /** For one transfer. */
    public ConnectionDtp(DataPool pool, Terms terms, Interpreter interpreter) {
        this.pool = pool;
        this.terms = terms;
        this.interpreter = interpreter;
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
                var connection = open(transfer, aside, false)) {
            if (!terms.representation().plain()) {
                aside.stand();
                var coded = coded(terms.down());
                pool.threads().run(_ -> coded.send(file, offset, transfer, connection));
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
            if (offset > 0) {
                file.channel().position(offset);
            }
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

    static void write(ByteBuffer buffer, DataConnection connection, Aside aside) throws IOException {
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
            if (platform && connection.sendsFiles() && file.channel() instanceof FileChannel channel) {
                sender.sendFile(channel, offset, file.size());
            } else {
                sender.copy(file.channel(), offset, file.size());
            }
        });
    }

    private CodedTransfer coded(Pace pace) {
        return new CodedTransfer(pool.settings().codecs(), terms.representation(), pace);
    }

    @Override
    public void send(Lines lines, Transfer transfer) throws IOException, ReplyException {
        if (terms.representation().plainText()) {
            sendText(lines, transfer);
            return;
        }
        try (var aside = aside(transfer);
                var connection = open(transfer, aside, false)) {
            aside.stand();
            coded(terms.down()).send(lines, terms.coding(), transfer, connection);
            connection.finish();
        }
    }

    private void sendText(Lines lines, Transfer transfer) throws IOException, ReplyException {
        var buffer = pool.buffers().borrow();
        try (var aside = aside(transfer);
                var connection = open(transfer, aside, false)) {
            var sender = new LineSender(terms, transfer, connection, aside, buffer);
            lines.writeTo(sender);
            sender.flush();
            connection.finish();
        } finally {
            pool.buffers().giveBack(buffer);
        }
    }

    @Override
    public void receive(Upload upload, Transfer transfer) throws IOException {
        try (var aside = aside(transfer)) {
            boolean patient = interpreter.patient()
                    && terms.representation().plain()
                    && !terms.up().limited();
            if (patient) {
                interpreter.tell().run(); // a client sends when it has read the 150
            } else {
                aside.stand();
            }
            try (var connection = open(transfer, aside, true)) {
                if (patient) {
                    pool.patience().begin(aside);
                }
                receive(upload, transfer, connection, aside);
                if (connection.endedInOrder()) {
                    transfer.proven();
                }
                connection.finish();
            }
        }
    }

    private void receive(Upload upload, Transfer transfer, DataConnection connection, Aside aside) throws IOException {
        try {
            if (terms.representation().plain()) {
                receivePlain(upload, transfer, connection, aside);
            } else {
                var coded = coded(terms.up());
                pool.threads().run(_ -> coded.receive(upload, transfer, connection, interpreter.preliminary()));
            }
        } catch (DataConnectionException e) {
            throw e;
        } catch (IOException e) {
            aside.stand();
            Leftovers.take(connection.channel(), terms.up(), transfer);
            throw e;
        }
    }

    private void receivePlain(Upload upload, Transfer transfer, DataConnection connection, Aside aside)
            throws IOException {
        var receiver = new FileReceiver(connection, upload.channel(), transfer, terms.up());
        var buffer = pool.buffers().borrow();
        boolean complete;
        try {
            complete = receiver.receiveSmall(buffer, SMALL);
        } finally {
            pool.buffers().giveBack(buffer);
        }
        if (!complete) {
            aside.stand();
            pool.threads().run(_ -> receiver.receive(pool.buffers()));
        }
    }

    private Aside aside(Transfer transfer) {
        return new Aside(transfer, pool.stalls(), interpreter.passOn());
    }

    private DataConnection open(Transfer transfer, Aside aside, boolean receiving) throws IOException {
        var connector = new DataConnector(
                terms.port(), terms.local(), terms.protection(), pool.settings().openTimeout());
        return connector.open(transfer, aside, receiving);
    }
}
