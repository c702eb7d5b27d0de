package ferry.properties;

import java.util.List;
import java.util.stream.Collectors;

/** Tells that a file cannot be used, with all its faults. The message has a line for each. */
public final class FaultyFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    /** Tells of these faults. */
    public FaultyFileException(List<Fault> faults) {
        super(faults.stream().map(Fault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** The faults, in the order of the lines. */
    public List<Fault> faults() {
        return faults;
    }
}
