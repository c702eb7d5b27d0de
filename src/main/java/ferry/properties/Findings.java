package ferry.properties;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What was found in files: faults, with which they cannot be used, and warnings. Each is told once. */
public final class Findings {
    private final Set<Fault> faults = new LinkedHashSet<>();
    private final Set<Fault> warnings = new LinkedHashSet<>();

    /** Something that may find faults. */
    @FunctionalInterface
    public interface Step<T> {
        /** Does it. */
        T take() throws FaultyFileException;
    }

    /** Takes a step; nothing if it found faults, which are kept. */
    public <T> Optional<T> of(Step<T> step) {
        try {
            return Optional.of(step.take());
        } catch (FaultyFileException e) {
            faults.addAll(e.faults());
            return Optional.empty();
        }
    }

    /** Keeps a fault of this file. */
    public void fault(String file, String message) {
        faults.add(Fault.of(file, message));
    }

    /** Keeps a warning about this file. */
    public void warn(Path file, String message) {
        warnings.add(Fault.of(file.toString(), message));
    }

    /** Throws all faults, if there are any. */
    public void check() throws FaultyFileException {
        if (!faults.isEmpty()) {
            throw new FaultyFileException(List.copyOf(faults));
        }
    }

    /** What was warned of. */
    public List<Fault> warnings() {
        return List.copyOf(warnings);
    }

    /** A fault of a file as a whole. */
    public static FaultyFileException faulty(Path file, String message) {
        return new FaultyFileException(List.of(Fault.of(file.toString(), message)));
    }
}
