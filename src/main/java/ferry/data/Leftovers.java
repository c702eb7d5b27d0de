package ferry.data;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * What a client still sends to an upload that has failed on this side. It is thrown away for a while: bytes that nobody
 * has read make the system reset the data connection, and then many clients never look at the reply, but send it all again.
 */
final class Leftovers {
    private static final int BUFFER = 16 * 1024;
    private static final int SILENCE_MILLIS = 500;
    private static final long LONGEST_NANOS = Duration.ofSeconds(10).toNanos();

    private Leftovers() {}

    /** Takes them until the client has sent all, keeps silent, or has sent for too long. */
    static void take(SocketChannel channel, Pace pace, Transfer transfer) {
        transfer.waiting(false);
        long started = System.nanoTime();
        byte[] buffer = new byte[BUFFER];
        try {
            var socket = channel.socket();
            socket.setSoTimeout(SILENCE_MILLIS);
            var in = socket.getInputStream();
            int count = 0;
            while (count >= 0 && System.nanoTime() - started < LONGEST_NANOS) {
                pace.spend(count, transfer);
                count = in.read(buffer, 0, pace.step(BUFFER));
            }
        } catch (IOException e) {
            // Silent, gone, or cut: there is nobody left to be careful of.
        }
    }
}
