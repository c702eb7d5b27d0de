package ferry.tls;

import ferry.properties.AtomicFile;
import ferry.protocol.HostName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps the certificate that the daemon makes for itself, when none is configured. */
final class SelfSigned {
    private static final Logger LOG = LogManager.getLogger(SelfSigned.class);

    private SelfSigned() {}

    /**
     * Makes the certificate and its file, unless the file is there already. Of several daemons that start at once one
     * makes it, and the others find it.
     *
     * @return the text of the file if it could not be written, and so holds for this run only
     */
    static Optional<byte[]> keep(Path file, Clock clock) {
        if (Files.exists(file)) {
            return Optional.empty();
        }
        byte[] made = SelfSignedMaker.make(names(), clock.instant()).getBytes(StandardCharsets.US_ASCII);
        try {
            makeFolder(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            if (AtomicFile.create(file, made)) {
                LOG.info("{}: a self-signed certificate was made, and is kept here", file);
            }
            return Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            LOG.warn(
                    "{} cannot be written ({}); the self-signed certificate is a new one at each start, and clients that"
                            + " remember it complain: make the folder writable for the daemon's user, or configure"
                            + " certificates",
                    file,
                    e.toString());
            return Optional.of(made);
        }
    }

    /** Also where the folder is a link to one that is still to be made, as in the container. */
    private static void makeFolder(Path folder) throws IOException {
        boolean dangling = Files.isSymbolicLink(folder) && !Files.exists(folder);
        Files.createDirectories(dangling ? folder.resolveSibling(Files.readSymbolicLink(folder)) : folder);
    }

    /** The names of this machine, as it knows them itself: to ask DNS could take long. */
    private static Set<String> names() {
        var names = new LinkedHashSet<String>();
        Stream.of("/proc/sys/kernel/hostname", "/etc/hostname").forEach(file -> told(Path.of(file), names));
        Stream.of("HOSTNAME", "COMPUTERNAME").map(System::getenv).forEach(name -> add(name, names));
        names.add("localhost");
        return names;
    }

    private static void told(Path file, Set<String> names) {
        try {
            add(Files.readString(file, StandardCharsets.ISO_8859_1), names);
        } catch (IOException _) {
            return;
        }
    }

    private static void add(@Nullable String name, Set<String> names) {
        Optional.ofNullable(name)
                .map(String::strip)
                .flatMap(HostName::of)
                .filter(host -> host.address().isEmpty())
                .ifPresent(host -> names.add(host.text()));
    }
}
