package ferry.server;

import ferry.tls.TlsChannel;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes of a control connection. One thread reads, others may write meanwhile. */
sealed interface ControlStream {
    /** Reads some bytes; blocks; -1 at the end. SocketTimeoutException when none came until this {@link System#nanoTime}. */
    int read(byte[] into, long deadline) throws IOException;

    /** Reads what is there, 0 bytes when that is nothing; -1 at the end. While nobody writes. In clear only. */
    int readAtOnce(byte[] into) throws IOException;

    /** Writes all the bytes; blocks. */
    void write(byte[] bytes) throws IOException;

    /** Says that this was all, as far as that is possible without waiting. */
    void end() throws IOException;

    /** Since when it waits to send something that no caller of {@link #write} knows of, in {@link System#nanoTime}. */
    long sendingSince();

    /** As it comes from the network. */
    final class Clear implements ControlStream {
        private final Socket socket;
        private byte[] first;

        /** Begins with bytes that were received already. */
        Clear(Socket socket, byte[] first) {
            this.socket = socket;
            this.first = first.clone();
        }

        @Override
        public int read(byte[] into, long deadline) throws IOException {
            if (first.length > 0) {
                int count = Math.min(first.length, into.length);
                System.arraycopy(first, 0, into, 0, count);
                first = Arrays.copyOfRange(first, count, first.length);
                return count;
            }
            socket.setSoTimeout(deadline == TlsChannel.NO_DEADLINE ? 0 : millisUntil(deadline));
            return socket.getInputStream().read(into);
        }

        @Override
        public int readAtOnce(byte[] into) throws IOException {
            if (first.length > 0) {
                return read(into, TlsChannel.NO_DEADLINE);
            }
            var channel = socket.getChannel();
            channel.configureBlocking(false);
            try {
                return channel.read(ByteBuffer.wrap(into));
            } finally {
                channel.configureBlocking(true);
            }
        }

        private static int millisUntil(long deadline) throws SocketTimeoutException {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException();
            }
            return (int) Math.min(left, Integer.MAX_VALUE);
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        @Override
        public void end() {}

        @Override
        public long sendingSince() {
            return TlsChannel.NOT_SENDING;
        }
    }

    /**
     * Through TLS.
     *
     * @param tls the channel
     */
    record Protected(TlsChannel tls) implements ControlStream {
        @Override
        public int readAtOnce(byte[] into) {
            throw new UnsupportedOperationException("a record may be there in part");
        }

        @Override
        public int read(byte[] into, long deadline) throws IOException {
            return tls.read(ByteBuffer.wrap(into), deadline);
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            tls.write(ByteBuffer.wrap(bytes));
        }

        @Override
        public void end() throws IOException {
            tls.closeOutputIfIdle();
        }

        @Override
        public long sendingSince() {
            return tls.sendingSince();
        }
    }
}
