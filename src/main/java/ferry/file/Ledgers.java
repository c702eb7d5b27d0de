package ferry.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * The ledgers of all homes that have a quota, by their real paths. All logins with the same home share its ledger; a change
 * below nested homes is noted in the ledger of each of them, whoever makes it.
 */
final class Ledgers {
    /** Those of the process, because they speak of the disk, which the process has once. */
    static final Ledgers OF_PROCESS = new Ledgers(System::nanoTime);

    private final ConcurrentMap<Path, Ledger> byPath = new ConcurrentHashMap<>();
    private final LongSupplier clock;

    /** None yet; by a clock such as {@link System#nanoTime}. */
    Ledgers(LongSupplier clock) {
        this.clock = clock;
    }

    /** Whether there are none. */
    boolean isEmpty() {
        return byPath.isEmpty();
    }

    /** The ledger of this folder, from now on. */
    Ledger open(Path real) {
        return byPath.computeIfAbsent(real, _ -> new Ledger(clock));
    }

    /** The ledger of this folder, if it has one. */
    Optional<Ledger> at(Path real) {
        return Optional.ofNullable(byPath.get(real));
    }

    /** The ledgers in which changes in this folder are noted. */
    List<Ledger> over(Path real) {
        var found = new ArrayList<Ledger>();
        for (Path path = real; path != null; path = path.getParent()) {
            at(path).ifPresent(found::add);
        }
        return List.copyOf(found);
    }
}
