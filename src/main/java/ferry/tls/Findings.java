package ferry.tls;

import ferry.properties.Fault;
import ferry.properties.FaultyFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What was found in files: faults, with which they cannot be used, and warnings. Each is told once. */
final class Findings {
    private final Set<Fault> faults = new LinkedHashSet<>();
    private final Set<Fault> warnings = new LinkedHashSet<>();

    /** Something that may find faults. */
    @FunctionalInterface
    interface Step<T> {
        /** Does it. */
        T take() throws FaultyFileException;
    }

    /** Takes a step; nothing if it found faults, which are kept. */
    <T> Optional<T> of(Step<T> step) {
        try {
            return Optional.of(step.take());
        } catch (FaultyFileException e) {
            faults.addAll(e.faults());
            return Optional.empty();
        }
    }

    void fault(String file, String message) {
        faults.add(Fault.of(file, message));
    }

    void warn(Path file, String message) {
        warnings.add(Fault.of(file.toString(), message));
    }

    /** Throws all faults, if there are any. */
    void check() throws FaultyFileException {
        if (!faults.isEmpty()) {
            throw new FaultyFileException(List.copyOf(faults));
        }
    }

    List<Fault> warnings() {
        return List.copyOf(warnings);
    }

    /** A fault of a file as a whole. */
    static FaultyFileException faulty(Path file, String message) {
        return new FaultyFileException(List.of(Fault.of(file.toString(), message)));
    }
}
