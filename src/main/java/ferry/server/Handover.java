package ferry.server;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import ferry.protocol.Endpoint;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Steers new connections to the daemon that takes over. Two sockets that listen at one endpoint (SO_REUSEPORT) share what
 * comes, and what one of them has not accepted when it closes is reset by the kernel; so nothing new may come to it before.
 * The kernel asks a filter which of the sockets, counted in the order of their coming, is to get a connection. Ours says
 * "the second"; where there is no second, the filter does not count and all goes on as before. Linux only.
 *
 * <p>JDK and kernel are asked for descriptors by what they listen at, since the JDK tells nobody their numbers.
 */
public final class Handover {
    private static final Logger LOG = LogManager.getLogger(Handover.class);
    private static final int SOCKET = 1; // SOL_SOCKET
    private static final int LISTENS = 30; // SO_ACCEPTCONN
    private static final int STEER = 51; // SO_ATTACH_REUSEPORT_CBPF
    private static final short RETURN = 0x06; // BPF_RET | BPF_K
    private static final int SECOND = 1;
    private static final int MOST_HANDLES = 262_144;
    private static final int ADDRESS_BYTES = 28; // sockaddr_in6
    private static final int PORT_AT = 2;

    private final MethodHandle getsockname =
            call("getsockname", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private final MethodHandle getsockopt =
            call("getsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private final MethodHandle setsockopt =
            call("setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

    private Handover() {}

    /** Steers what comes to the ports of these endpoints to another process, if one listens there; if it cannot, the log tells. */
    public static void steerAway(List<Endpoint> endpoints) {
        boolean linux =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).equals("linux");
        if (!linux || !Handover.class.getModule().isNativeAccessEnabled()) {
            LOG.warn("listen.reuse-port: connections of the last moment may be lost: this JVM may not steer them");
            return;
        }
        try {
            var ports = endpoints.stream().map(Endpoint::port).collect(Collectors.toSet());
            int steered = new Handover().steer(ports);
            LOG.info("{} of {} listeners leave new connections to another daemon", steered, endpoints.size());
        } catch (Throwable e) {
            LOG.warn("listen.reuse-port: connections of the last moment may be lost", e);
        }
    }

    @SuppressWarnings("restricted") // no more of it than these three
    private static MethodHandle call(String name, FunctionDescriptor descriptor) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }

    private int steer(Set<Integer> ports) throws Throwable {
        int steered = 0;
        try (var arena = Arena.ofConfined()) {
            var name = arena.allocate(ADDRESS_BYTES);
            var number = arena.allocate(JAVA_INT);
            var length = arena.allocate(JAVA_INT);
            var filter = filter(arena);
            for (int handle = 0; handle < MOST_HANDLES; handle++) {
                length.set(JAVA_INT, 0, ADDRESS_BYTES);
                if ((int) getsockname.invokeExact(handle, name, length) == 0
                        && ports.contains(port(name))
                        && listens(handle, number, length)) {
                    steered += (int) setsockopt.invokeExact(handle, SOCKET, STEER, filter, (int) filter.byteSize()) == 0
                            ? 1
                            : 0;
                }
            }
        }
        return steered;
    }

    private static int port(MemorySegment name) {
        return Byte.toUnsignedInt(name.get(JAVA_BYTE, PORT_AT)) << 8
                | Byte.toUnsignedInt(name.get(JAVA_BYTE, PORT_AT + 1));
    }

    private boolean listens(int handle, MemorySegment number, MemorySegment length) throws Throwable {
        length.set(JAVA_INT, 0, (int) JAVA_INT.byteSize());
        return (int) getsockopt.invokeExact(handle, SOCKET, LISTENS, number, length) == 0
                && number.get(JAVA_INT, 0) != 0;
    }

    /** A struct sock_fprog with one instruction. */
    private static MemorySegment filter(Arena arena) {
        var instruction = arena.allocate(8, 8); // struct sock_filter: code, jt, jf, k
        instruction.set(JAVA_SHORT, 0, RETURN);
        instruction.set(JAVA_INT, 4, SECOND);
        var program = arena.allocate(16, 8); // struct sock_fprog: len, filter
        program.set(JAVA_SHORT, 0, (short) 1);
        program.set(JAVA_LONG, 8, instruction.address());
        return program;
    }
}
