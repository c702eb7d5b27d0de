package ferry.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;

/** A data connection without protection. */
final class ClearConnection implements DataConnection {
    private final SocketChannel channel;

    /** Takes over an open channel. */
    ClearConnection(SocketChannel channel) {
        this.channel = channel;
    }

    @Override
    public int packet() {
        return Packets.bytes(channel);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        try {
            return channel.read(into);
        } catch (IOException e) {
            throw new DataConnectionException("cannot receive", e);
        }
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new DataConnectionException("cannot send", e);
        }
    }

    @Override
    public void writeAtOnce(ByteBuffer bytes) throws IOException {
        try {
            channel.configureBlocking(false);
            while (bytes.hasRemaining() && channel.write(bytes) > 0) {}
            if (bytes.hasRemaining()) {
                channel.configureBlocking(true);
            }
        } catch (IOException e) {
            throw new DataConnectionException("cannot send", e);
        }
    }

    @Override
    public boolean sendsFiles() {
        return true;
    }

    @Override
    public boolean endedInOrder() {
        return false; // the end of the connection is all there is, whatever brought it about
    }

    @Override
    public long sendFile(FileChannel file, long position, long count) throws IOException {
        try {
            return file.transferTo(position, count, channel);
        } catch (IOException e) {
            throw new DataConnectionException("cannot send", e);
        }
    }

    @Override
    public SocketChannel channel() {
        return channel;
    }

    @Override
    public void finish() throws IOException {
        try {
            channel.close();
        } catch (IOException e) {
            throw new DataConnectionException("cannot close", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
