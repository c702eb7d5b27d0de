package ferry.data;

import ferry.file.Download;
import ferry.file.Upload;
import ferry.protocol.Line;
import ferry.protocol.ReplyException;
import java.io.IOException;

/**
 * A data transfer process: the way bytes move between the server and a user. The handlers of both protocols know no
 * more of it than this.
 *
 * <p>Each method returns when all has been moved and the other side was told that it is complete. They block.
 */
public interface Dtp {
    /** Writes the lines of a listing. */
    @FunctionalInterface
    interface Lines {
        /** Gives each line, without a line end, to {@code sink}. */
        void writeTo(LineSink sink) throws IOException, ReplyException;
    }

    /** Takes the lines of a listing. */
    @FunctionalInterface
    interface LineSink {
        /** Takes one line. */
        void line(String text) throws IOException;

        /** Takes one line, and is through with it when it returns. */
        default void line(Line line) throws IOException {
            line(line.toString());
        }
    }

    /** Makes sure that a transfer can begin; called before the preliminary reply. Throws {@link CannotOpenException}. */
    void prepare() throws IOException;

    /** Sends a file from this offset on. */
    void send(Download file, long offset, Transfer transfer) throws IOException, ReplyException;

    /** Sends a listing. */
    void send(Lines lines, Transfer transfer) throws IOException, ReplyException;

    /** Receives a file; the caller commits it. */
    void receive(Upload upload, Transfer transfer) throws IOException, ReplyException;
}
