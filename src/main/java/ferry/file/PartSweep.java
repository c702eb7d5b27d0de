package ferry.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Takes away what uploads left that broke long ago, and folders and links that a killed daemon did not move into place.
 *
 * <p>Only what has one of the names that {@link PartNames} makes, is what such a name stands for, was not changed for the
 * lifetime and is not being written to now. Follows no links, and needs little memory however much there is.
 */
public final class PartSweep {
    private static final int DEEPEST = 64;

    /** What is about to be moved into place lives for a moment, and nobody claims it. */
    private static final Duration LEAST_FOR_MOVING = Duration.ofHours(1);

    private final Duration lifetime;
    private final Instant now;
    private final BooleanSupplier goOn;
    private final Consumer<Path> removed;
    private int failures;

    /** A sweep at this time. {@code goOn} is asked before each entry, and may pause; {@code removed} hears of what went. */
    public PartSweep(Duration lifetime, Instant now, BooleanSupplier goOn, Consumer<Path> removed) {
        this.lifetime = lifetime;
        this.now = now;
        this.goOn = goOn;
        this.removed = removed;
    }

    /** Sweeps a home. Blocks as long as it takes. Returns how many entries could not be looked at or removed. */
    public int sweep(Path home) throws IOException {
        failures = 0;
        try (Folder top = new Home(home, NameRules.NONE).open()) {
            sweep(top, 0);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return failures;
    }

    private void sweep(Folder folder, int depth) throws IOException {
        for (var names = folder.names(); goOn.getAsBoolean() && names.hasNext(); ) {
            String name = names.next();
            try {
                look(folder, name, depth);
            } catch (IOException | DirectoryIteratorException _) {
                failures++; // it is looked at again next time
            }
        }
    }

    private void look(Folder folder, String name, int depth) throws IOException {
        var facts = folder.find(name);
        if (facts.isEmpty()) {
            return; // gone since its name was read
        }
        if (PartNames.partial(name)) {
            if (facts.get().isRegularFile() && old(facts.get(), lifetime)) {
                removePart(folder, name);
            }
        } else if (PartNames.moving(name)) {
            boolean kept = lifetime.compareTo(LEAST_FOR_MOVING) > 0;
            if (depth == 0 && old(facts.get(), kept ? lifetime : LEAST_FOR_MOVING)) {
                removeMoving(folder, name, facts.get());
            }
        } else if (Folder.real(facts.get()) && depth < DEEPEST) {
            try (Folder below = folder.enter(name)) {
                sweep(below, depth + 1);
            }
        }
    }

    /** One from the future, by a clock that was set back, is young. */
    private boolean old(BasicFileAttributes facts, Duration age) {
        return facts.lastModifiedTime().toInstant().isBefore(now.minus(age));
    }

    /** Claimed and looked at again, so that no upload resumes it meanwhile. */
    private void removePart(Folder folder, String name) throws IOException {
        var claim = Claim.take(folder, name);
        if (claim.isEmpty()) {
            return;
        }
        try (var _ = claim.get()) {
            if (folder.find(name).filter(facts -> old(facts, lifetime)).isPresent()) {
                folder.deleteFile(name);
                removed.accept(folder.path(name));
            }
        }
    }

    private void removeMoving(Folder folder, String name, BasicFileAttributes facts) throws IOException {
        try {
            if (Folder.real(facts)) {
                folder.deleteDirectory(name);
            } else if (facts.isSymbolicLink()) {
                folder.deleteFile(name);
            } else {
                return;
            }
            removed.accept(folder.path(name));
        } catch (DirectoryNotEmptyException _) {
            return; // ours are empty
        }
    }
}
