package ferry.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What stands below a folder, without the folder itself.
 *
 * @param bytes the sizes of all regular files, those of uploads that run or broke among them
 * @param files how many files, folders and links there are
 */
public record Usage(long bytes, long files) {
    /** Nothing. */
    public static final Usage NOTHING = new Usage(0, 0);

    /** What stands below this home, as far as a quota has had it counted by now. */
    public static Optional<Usage> counted(Path home) {
        try {
            return Ledgers.OF_PROCESS.isEmpty()
                    ? Optional.empty()
                    : Ledgers.OF_PROCESS.at(home.toRealPath()).map(Ledger::used);
        } catch (IOException e) { // it is not there
            return Optional.empty();
        }
    }

    /** This and that. */
    Usage plus(long moreBytes, long moreFiles) {
        return new Usage(bytes + moreBytes, files + moreFiles);
    }
}
