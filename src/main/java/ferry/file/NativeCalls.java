package ferry.file;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The calls of the C library by which folders are read on Linux.
 *
 * <p>Getting at them takes a tenth of a second, for which nobody waits: it begins with the first listing, on a thread of its
 * own, and whoever comes before its end reads by the JDK. So does everybody where there are no such calls, and where the JVM
 * was not started with {@code --enable-native-access}.
 */
final class NativeCalls {
    private static final Logger LOG = LogManager.getLogger(NativeCalls.class);
    private static final CompletableFuture<Optional<NativeCalls>> LOADED = CompletableFuture.supplyAsync(
            NativeCalls::load,
            task -> Thread.ofPlatform().daemon().name("native-calls").start(task));

    private static final int NOT_FOLLOWED = 0x100; // AT_SYMLINK_NOFOLLOW
    private static final int NOT_MOUNTED = 0x800; // AT_NO_AUTOMOUNT
    private static final int ITSELF = 0x1000; // AT_EMPTY_PATH
    private static final int ALL = 0xfff; // STATX_BASIC_STATS and STATX_BTIME

    private final MethodHandle opendir = call("opendir", FunctionDescriptor.of(ADDRESS, ADDRESS));
    private final MethodHandle dirfd = call("dirfd", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private final MethodHandle closedir = call("closedir", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private final MethodHandle getdents =
            call("getdents64", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private final MethodHandle statx =
            call("statx", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
    private final MemorySegment empty = Arena.global().allocateFrom("");

    private NativeCalls() {}

    /** The calls; nothing where there are none, and until they are ready. */
    static Optional<NativeCalls> ready() {
        return LOADED.getNow(Optional.empty());
    }

    private static Optional<NativeCalls> load() {
        boolean linux =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).equals("linux");
        if (!linux
                || ADDRESS.byteSize() != Long.BYTES
                || !NativeCalls.class.getModule().isNativeAccessEnabled()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new NativeCalls());
        } catch (RuntimeException | LinkageError e) { // a library without statx or getdents64
            LOG.debug("folders are read by the JDK", e);
            return Optional.empty();
        }
    }

    @SuppressWarnings("restricted") // no more of it than these five
    private static MethodHandle call(String name, FunctionDescriptor descriptor) {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }

    /** Opens a folder to read it; nothing when it cannot be opened. Never waits for a FIFO. */
    Optional<MemorySegment> open(MemorySegment path) {
        try {
            return Optional.of((MemorySegment) opendir.invokeExact(path)).filter(stream -> stream.address() != 0);
        } catch (Throwable e) {
            throw fault(e);
        }
    }

    /** The handle of an open folder. */
    int handle(MemorySegment stream) {
        try {
            return (int) dirfd.invokeExact(stream);
        } catch (Throwable e) {
            throw fault(e);
        }
    }

    /** Reads names; returns how many bytes of them there are, 0 at the end, less when it failed. */
    long names(int handle, MemorySegment to) {
        try {
            return (long) getdents.invokeExact(handle, to, to.byteSize());
        } catch (Throwable e) {
            throw fault(e);
        }
    }

    /** Reads the facts of an entry, and follows no link; whether it could. */
    boolean facts(int handle, MemorySegment name, MemorySegment to) {
        return facts(handle, name, NOT_FOLLOWED | NOT_MOUNTED, to);
    }

    /** Reads the facts of the folder itself; whether it could. */
    boolean facts(int handle, MemorySegment to) {
        return facts(handle, empty, ITSELF, to);
    }

    private boolean facts(int handle, MemorySegment name, int how, MemorySegment to) {
        try {
            return (int) statx.invokeExact(handle, name, how, ALL, to) == 0;
        } catch (Throwable e) {
            throw fault(e);
        }
    }

    /** Closes an open folder. */
    void close(MemorySegment stream) {
        try {
            int _ = (int) closedir.invokeExact(stream);
        } catch (Throwable e) {
            throw fault(e);
        }
    }

    /** The calls throw nothing themselves. */
    private static IllegalStateException fault(Throwable e) {
        return new IllegalStateException("a call of the C library could not be made", e);
    }
}
