package ferry.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Receives the bytes of a file as they are. Not for two threads; lives as long as one transfer. */
final class FileReceiver {
    private final DataConnection connection;
    private final WritableByteChannel file;
    private final Transfer transfer;
    private final Pace pace;

    FileReceiver(DataConnection connection, WritableByteChannel file, Transfer transfer, Pace pace) {
        this.connection = connection;
        this.file = file;
        this.transfer = transfer;
        this.pace = pace;
    }

    /** Receives up to so many bytes and writes them at once; true when that was all of the file. */
    boolean receiveSmall(ByteBuffer buffer, int most) throws IOException {
        buffer.clear().limit(pace.step(Math.min(most, buffer.capacity())));
        int count = 0;
        try {
            while (count >= 0 && buffer.hasRemaining()) {
                count = connection.read(buffer);
                if (count > 0) {
                    transfer.moved(count);
                }
            }
        } finally {
            write(buffer.flip()); // also what came before the connection broke: a resume goes on from there
        }
        pace.spend(buffer.position(), transfer);
        return count < 0;
    }

    /** Receives all that comes till the end. */
    void receive(Buffers buffers) throws IOException {
        var buffer = buffers.borrowWide();
        try {
            receive(buffer);
        } finally {
            buffers.giveBack(buffer);
        }
    }

    private void receive(ByteBuffer buffer) throws IOException {
        while (connection.read(buffer.clear().limit(pace.step(buffer.capacity()))) >= 0) {
            int count = buffer.flip().remaining();
            write(buffer);
            transfer.moved(count);
            pace.spend(count, transfer);
        }
    }

    private void write(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }
}
