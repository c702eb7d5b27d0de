package ferry.admin;

import java.util.List;

/** Says why a request is not carried out, in words for the administrator. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    /** With these words. */
    public RefusedException(String message) {
        this(message, List.of());
    }

    /** With the faults of a configuration. */
    public RefusedException(String message, List<String> faults) {
        super(message);
        this.faults = List.copyOf(faults);
    }

    /** What is wrong in the files of the configuration; empty where they are not to blame. */
    public List<String> faults() {
        return faults;
    }

    /** The words. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
