package ferry.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for what cannot be told to take any. They are below those that the system gives to outgoing connections, of which
 * other tests make so many that one of them might have the port a moment later.
 */
public final class FreePort {
    private static final int FIRST = 10_000;
    private static final int BEHIND = 32_000;

    private FreePort() {}

    /** A port that is free now at all addresses. */
    public static int next() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, BEHIND);
            try (var socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (BindException _) {
                // Another one.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
