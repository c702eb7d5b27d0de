package ferry.guard;

import com.google.common.io.ByteStreams;
import ferry.properties.AtomicFile;
import ferry.properties.Fault;
import ferry.properties.FileVersion;
import ferry.protocol.Network;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The file of the bans: a line for each, which daemons and the administrator's commands read and replace as a whole, one
 * after the other. Comments, and lines that are wrong, stay as they are.
 */
public final class BanFile {
    private static final String HEAD = """
            # The bans of Ferry: address, end, how often, why. "ferry bans list" and "ferry bans lift ADDRESS" are for this file;
            # a running daemon sees every change. A line that is over stays for a while: the next ban of the address is longer.
            """;
    private static final int MOST_BYTES = 16 * 1024 * 1024;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final ReentrantLock THIS_PROCESS = new ReentrantLock(); // file locks are between processes only

    private final Path file;

    /** At this path. */
    public BanFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /**
     * What is in the file.
     *
     * @param bans the bans; of two of one network the later line
     * @param rest the other lines
     * @param faults what is wrong
     */
    public record Content(List<Ban> bans, List<String> rest, List<Fault> faults) {
        /** Copies the lists. */
        public Content {
            bans = List.copyOf(bans);
            rest = List.copyOf(rest);
            faults = List.copyOf(faults);
        }
    }

    /** A change of the bans. */
    @FunctionalInterface
    public interface Edit {
        /** The bans as they are to be. */
        List<Ban> apply(List<Ban> bans);
    }

    /** The version that the file is now. */
    Optional<FileVersion> version() {
        return FileVersion.of(file);
    }

    /** Reads it; a missing one is empty. */
    public Content read() throws IOException {
        byte[] bytes;
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(file + " is not a file"); // a FIFO would wait for ever
        }
        try (var in = Files.newInputStream(file)) {
            bytes = ByteStreams.limit(in, MOST_BYTES + 1L).readAllBytes();
        } catch (NoSuchFileException _) {
            return new Content(List.of(), List.of(), List.of());
        }
        if (bytes.length > MOST_BYTES) {
            throw new IOException(file + " is longer than " + MOST_BYTES + " bytes");
        }
        Map<Network, Ban> bans = new LinkedHashMap<>();
        List<String> rest = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        int number = 0;
        for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
            number++;
            if (BanLine.comment(line)) {
                rest.add(line);
                continue;
            }
            try {
                var ban = BanLine.parse(line);
                bans.put(ban.network(), ban);
            } catch (IllegalArgumentException e) {
                rest.add(line);
                faults.add(new Fault(file.toString(), number, "", String.valueOf(e.getMessage())));
            }
        }
        return new Content(List.copyOf(bans.values()), rest, faults);
    }

    /** Changes the bans, and nobody else does meanwhile; returns what is in the file then. Blocks for some seconds at most. */
    public Content edit(Edit edit) throws IOException {
        THIS_PROCESS.lock();
        try {
            Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
            try (var channel = FileChannel.open(
                    file.resolveSibling("." + file.getFileName() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE)) {
                awaitLock(channel); // ends with the channel
                return edited(edit);
            }
        } finally {
            THIS_PROCESS.unlock();
        }
    }

    private void awaitLock(FileChannel channel) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (channel.tryLock() == null) {
            if (System.nanoTime() - end > 0) {
                throw new IOException(file + " is being changed by another process");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private Content edited(Edit edit) throws IOException {
        var old = read();
        var next = edit.apply(old.bans());
        if (next.equals(old.bans())) {
            return old;
        }
        var text = new StringBuilder();
        if (old.rest().isEmpty()) {
            text.append(HEAD);
        }
        old.rest().forEach(line -> text.append(line).append('\n'));
        next.forEach(ban -> text.append(BanLine.of(ban)).append('\n'));
        AtomicFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
        return new Content(next, old.rest(), old.faults());
    }
}
