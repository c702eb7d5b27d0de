package ferry.file;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What facts of a file or folder are to become. What is empty stays.
 *
 * @param modified when the content changed
 * @param created when it was made
 * @param mode the permission bits, 0 to 0777
 * @param group the group, by name or by number
 */
public record FactChange(
        Optional<Instant> modified, Optional<Instant> created, OptionalInt mode, Optional<String> group) {
    /** No change. */
    public static final FactChange NONE =
            new FactChange(Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty());

    /** Another modification time. */
    public static FactChange modified(Instant time) {
        return new FactChange(Optional.of(time), Optional.empty(), OptionalInt.empty(), Optional.empty());
    }

    /** Another creation time. */
    public static FactChange created(Instant time) {
        return new FactChange(Optional.empty(), Optional.of(time), OptionalInt.empty(), Optional.empty());
    }

    /** Other permission bits. */
    public static FactChange mode(int bits) {
        return new FactChange(Optional.empty(), Optional.empty(), OptionalInt.of(bits & 0777), Optional.empty());
    }

    /** Another group. */
    public static FactChange group(String group) {
        return new FactChange(Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.of(group));
    }

    /** This change and another one. */
    public FactChange with(FactChange more) {
        return new FactChange(
                more.modified.or(() -> modified),
                more.created.or(() -> created),
                more.mode.isPresent() ? more.mode : mode,
                more.group.or(() -> group));
    }

    /** Whether a time is to change. */
    boolean ofTimes() {
        return modified.isPresent() || created.isPresent();
    }

    /** Whether something is to change that only Unix knows. */
    boolean ofUnix() {
        return mode.isPresent() || group.isPresent();
    }
}
