package ferry.file;

import java.io.IOException;
import java.util.OptionalInt;

/** The permission bits that new files and folders of a login do not get. Until it is set, the process decides. */
final class Umask {
    private static final int OF_FILES = 0666;
    private static final int OF_FOLDERS = 0777;

    private volatile OptionalInt bits = OptionalInt.empty();

    /** The bits; nothing until they are set. */
    OptionalInt bits() {
        return bits;
    }

    /** Sets them. */
    void set(int next) {
        bits = OptionalInt.of(next);
    }

    /** Gives a file that was just made its mode. */
    void applyToFile(Folder folder, String name) throws IOException {
        apply(folder, name, OF_FILES);
    }

    /** Gives a folder that was just made its mode. */
    void applyToFolder(Folder folder, String name) throws IOException {
        apply(folder, name, OF_FOLDERS);
    }

    private void apply(Folder folder, String name, int all) throws IOException {
        var unwanted = bits;
        if (unwanted.isPresent()) {
            folder.setMode(name, all & ~unwanted.getAsInt());
        }
    }
}
