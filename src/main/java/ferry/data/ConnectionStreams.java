package ferry.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A data connection as streams, for the codecs that are put on top of it. */
final class ConnectionStreams {
    private ConnectionStreams() {}

    /** Reads from the connection; counts in the transfer, keeps the pace. */
    static InputStream in(DataConnection connection, Transfer transfer, Pace pace) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int count = connection.read(ByteBuffer.wrap(bytes, from, pace.step(length)));
                if (count > 0) {
                    transfer.moved(count);
                    pace.spend(count, transfer);
                }
                return count;
            }
        };
    }

    /** Writes to the connection; counts in the transfer, keeps the pace. */
    static OutputStream out(DataConnection connection, Transfer transfer, Pace pace) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                for (int done = 0; done < length; ) {
                    int step = pace.step(length - done);
                    connection.write(ByteBuffer.wrap(bytes, from + done, step));
                    transfer.moved(step);
                    pace.spend(step, transfer);
                    done += step;
                }
            }
        };
    }
}
