package ferry.unit.file;

import static ferry.unit.file.Ground.path;

import ferry.file.FileService;
import ferry.file.Permission;
import ferry.file.StorageFull;
import ferry.file.Upload;
import ferry.file.UploadMode;
import ferry.protocol.ReplyException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Stores more than the process may write. Throws when something is not as it should be. */
final class FullDiskProgram {
    private static final String BLOCK = "x".repeat(100_000);

    private final FileService files;

    private FullDiskProgram(FileService files) {
        this.files = files;
    }

    private interface Beginning {
        Upload begin() throws IOException, ReplyException;
    }

    /** In the folder that is given stand a file {@code small} that may grow a little, and one {@code large} already. */
    public static void main(String[] args) throws IOException, ReplyException {
        var files = new FileService(Path.of(args[0]), "user", Permission.ALL, UploadMode.ATOMIC);
        new FullDiskProgram(files).run();
    }

    private void run() throws IOException, ReplyException {
        fillsUp(() -> files.store(path("/new"), 0));
        fillsUp(() -> files.store(path("/small"), 0));
        fillsUp(() -> files.store(path("/small"), 500));
        fillsUp(() -> files.append(path("/small")));
        for (int i = 0; i < 2; i++) {
            isFull(() -> files.append(path("/large")));
            isFull(() -> files.store(path("/large"), 1_400_000));
        }
        if (!Ground.names(files, "/").equals(Set.of("small", "large"))) {
            throw new IllegalStateException("something was left");
        }
    }

    /** Writes until no more goes, and gives up as the handlers do. */
    private void fillsUp(Beginning beginning) throws IOException, ReplyException {
        try (var upload = beginning.begin()) {
            isFull(() -> {
                while (true) {
                    Ground.write(upload, BLOCK);
                }
            });
            upload.discard();
        }
    }

    private static void isFull(Beginning beginning) throws ReplyException {
        try {
            beginning.begin();
        } catch (IOException e) {
            if (StorageFull.causes(e)) {
                return;
            }
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("there was room");
    }
}
