package ferry.systemd;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A datagram socket of the Unix domain, which the JDK does not have: one end of it, to send to one address. Linux only.
 *
 * <p>Used by one thread at a time.
 */
final class NotifySocket {
    private static final Logger LOG = LogManager.getLogger(NotifySocket.class);
    private static final int UNIX = 1; // AF_UNIX
    private static final int DATAGRAM = 2 | 0x80000; // SOCK_DGRAM | SOCK_CLOEXEC
    private static final int NO_WAIT = 0x40 | 0x4000; // MSG_DONTWAIT | MSG_NOSIGNAL
    private static final int MOST_PATH = 107;
    private static final long PATH_AT = JAVA_SHORT.byteSize();

    private final MethodHandle sendto;
    private final int handle;
    private final byte[] address;

    private NotifySocket(MethodHandle sendto, int handle, byte[] address) {
        this.sendto = sendto;
        this.handle = handle;
        this.address = address;
    }

    /**
     * Opens one for this address, a path or, behind an @, a name in the abstract name space; nothing where there are no such
     * sockets. It stays open till the end of the process.
     */
    static Optional<NotifySocket> to(String address) {
        byte[] bytes = address.getBytes(StandardCharsets.UTF_8);
        boolean known = address.startsWith("/") || address.startsWith("@");
        if (!known || bytes.length > MOST_PATH || !available()) {
            LOG.warn("NOTIFY_SOCKET: the system manager cannot be told: no such socket, or not allowed to this JVM");
            return Optional.empty();
        }
        if (bytes[0] == '@') {
            bytes[0] = 0;
        }
        try {
            var socket = call("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
            var sendto = call(
                    "sendto",
                    FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
            int handle = (int) socket.invokeExact(UNIX, DATAGRAM, 0);
            return handle < 0 ? Optional.empty() : Optional.of(new NotifySocket(sendto, handle, bytes));
        } catch (Throwable e) {
            LOG.warn("NOTIFY_SOCKET: the system manager cannot be told", e);
            return Optional.empty();
        }
    }

    private static boolean available() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).equals("linux")
                && NotifySocket.class.getModule().isNativeAccessEnabled();
    }

    @SuppressWarnings("restricted") // no more of it than these two
    private static MethodHandle call(String name, FunctionDescriptor descriptor) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }

    /** Sends a text as one datagram; false when it did not get through. Never waits. */
    boolean send(String text) {
        try (var arena = Arena.ofConfined()) {
            var message = arena.allocateFrom(JAVA_BYTE, text.getBytes(StandardCharsets.UTF_8));
            var to = arena.allocate(MemoryLayout.sequenceLayout(PATH_AT + address.length + 1, JAVA_BYTE));
            to.set(JAVA_SHORT, 0, (short) UNIX);
            MemorySegment.copy(address, 0, to, JAVA_BYTE, PATH_AT, address.length);
            int length = (int) PATH_AT + address.length + (address[0] == 0 ? 0 : 1);
            return (long) sendto.invokeExact(handle, message, message.byteSize(), NO_WAIT, to, length) >= 0;
        } catch (Throwable e) {
            LOG.debug("the system manager cannot be told", e);
            return false;
        }
    }
}
