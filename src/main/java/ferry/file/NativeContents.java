package ferry.file;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ferry.protocol.NameCoding;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileSystemException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Optional;

/**
 * What Linux itself reads in a folder: half the price of the JDK's way to a name, two thirds of it to its facts.
 *
 * <p>The folder is opened once more by its path, which may lead elsewhere by now: it is used only if it is the one that the
 * handle holds, by device and number, which no other folder can have as long as the handle is held.
 */
final class NativeContents implements Contents {
    /** As large as the C library's own. */
    private static final int BUFFER = 32 * 1024;

    // struct linux_dirent64, the same on all processors
    private static final int LENGTH = 16;
    private static final int NAME = 19;

    private final NativeCalls calls;
    private final Folder folder;
    private final Arena arena;
    private final MemorySegment stream;
    private final int handle;
    private final MemorySegment names;
    private final MemorySegment facts;
    private byte[] bytes = new byte[Names.LONGEST + 1];
    private long at;
    private long end;
    private long next;
    private String name = "";

    private NativeContents(NativeCalls calls, Folder folder, Arena arena, MemorySegment stream) throws IOException {
        this.calls = calls;
        this.folder = folder;
        this.arena = arena;
        this.stream = stream;
        handle = calls.handle(stream);
        names = arena.allocate(BUFFER, Long.BYTES);
        facts = arena.allocate(UnixFacts.BYTES, Long.BYTES);
    }

    /** Of this folder, which stays the caller's; nothing where this cannot be done, or not yet. */
    static Optional<Contents> of(Folder folder) throws IOException {
        var calls = NativeCalls.ready();
        return calls.isPresent() ? of(folder, calls.get()) : Optional.empty();
    }

    @SuppressWarnings("StreamResourceLeak") // closed by the contents, if there are any
    private static Optional<Contents> of(Folder folder, NativeCalls calls) throws IOException {
        var arena = Arena.ofConfined();
        var stream = Optional.<MemorySegment>empty();
        boolean used = false;
        try {
            stream = calls.open(arena.allocateFrom(folder.path().toString()));
            if (stream.isEmpty()) {
                return Optional.empty();
            }
            var contents = new NativeContents(calls, folder, arena, stream.get());
            used = contents.same();
            return used ? Optional.of(contents) : Optional.empty();
        } finally {
            if (!used) {
                try (arena) {
                    stream.ifPresent(calls::close);
                }
            }
        }
    }

    private boolean same() throws IOException {
        return calls.facts(handle, facts)
                && new UnixFacts(facts)
                        .fileKey()
                        .equals(String.valueOf(folder.attributes().fileKey()));
    }

    @Override
    public boolean next() throws IOException {
        do {
            at = next;
            if (at == end && !more()) {
                return false;
            }
            next = at + Short.toUnsignedInt(names.get(JAVA_SHORT, at + LENGTH));
        } while (dots());
        name = text();
        return true;
    }

    private boolean more() throws IOException {
        long count = calls.names(handle, names);
        if (count < 0) {
            if (calls.facts(handle, facts) && UnixFacts.removed(facts)) {
                return false; // the folder is gone, and all that was in it
            }
            throw new FileSystemException(folder.path().toString(), null, "cannot be read");
        }
        at = 0;
        next = 0;
        end = count;
        return count > 0;
    }

    /** Whether this is the folder itself or the one above. */
    private boolean dots() {
        return byteAt(0) == '.' && (byteAt(1) == 0 || (byteAt(1) == '.' && byteAt(2) == 0));
    }

    private byte byteAt(int index) {
        return names.get(JAVA_BYTE, at + NAME + index);
    }

    private String text() {
        int length = 0;
        int all = 0;
        for (byte b = byteAt(0); b != 0; b = byteAt(length)) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * length); // FAT, NTFS and FUSE have names of more bytes than others
            }
            bytes[length++] = b;
            all |= b;
        }
        return all >= 0 ? new String(bytes, 0, length, ISO_8859_1) : NameCoding.UTF_8.decode(bytes, 0, length);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<BasicFileAttributes> facts() throws IOException {
        return calls.facts(handle, names.asSlice(at + NAME), facts)
                ? Optional.of(new UnixFacts(facts))
                : folder.find(name); // knows why
    }

    @Override
    public void close() {
        try (arena) {
            calls.close(stream);
        }
    }
}
