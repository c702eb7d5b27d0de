package ferry.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;

/** What an upload waits for before it is answered: how far its bytes are safe from a power cut. */
public enum UploadSync {
    /** For nothing: the system writes to the disk when it likes. */
    OFF,
    /** Until the bytes are on the disk, before the file takes its name. */
    DATA,
    /** Until its name is there as well. */
    FULL;

    /** Whether there is anything to wait for. */
    boolean waits() {
        return this != OFF;
    }

    /** Waits for what was written to a file; where the provider has no such call, the close does what can be done. */
    void bytes(SeekableByteChannel channel) throws IOException {
        if (waits() && CountedChannel.inside(channel) instanceof FileChannel file) {
            file.force(this == FULL);
        }
    }

    /** Waits for the names that were made in these folders, or taken out of them. */
    void names(Folder... folders) throws IOException {
        if (this == FULL) {
            for (var folder : folders) {
                folder.force();
            }
        }
    }
}
