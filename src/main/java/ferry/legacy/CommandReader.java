package ferry.legacy;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Finds where a command ends. A command of the legacy protocol has no terminator, and TCP has no borders, so:
 *
 * <ul>
 *   <li>a line end ends it;
 *   <li>without one, what has arrived is taken at once when it can be carried out, and otherwise when nothing more came
 *       for a short time;
 *   <li>{@code post} ends where its frame begins, see {@link PostBorder}.
 * </ul>
 */
public final class CommandReader {
    /** How long the rest of a command may take: longer than a slow network tears it apart, too short to be felt. */
    private static final Duration SETTLE = Duration.ofMillis(50);

    private static final int UNKNOWN = -1;

    /** What came. */
    public sealed interface Input {
        /**
         * A command, or text that is none.
         *
         * @param bytes as they came, with the line end if there was one
         */
        @SuppressWarnings("ArrayRecordComponent") // its only owner is who asked for it
        record Words(byte[] bytes) implements Input {}

        /**
         * More of a text that was too long to be kept: whatever it looks like, no command begins within it.
         *
         * @param bytes as they came
         */
        @SuppressWarnings("ArrayRecordComponent") // as above
        record Rest(byte[] bytes) implements Input {}

        /** No command. */
        enum Nothing implements Input {
            /** The client has closed. */
            CLOSED,
            /** Nothing came for too long. */
            IDLE
        }
    }

    private final Received received;
    private final Predicate<byte[]> ready;
    private boolean within;

    /** Reads from {@code received}; {@code ready} says whether bytes without a line end can be carried out as they are. */
    public CommandReader(Received received, Predicate<byte[]> ready) {
        this.received = received;
        this.ready = ready;
    }

    /** The next command; waits for its beginning as long as {@code idle} says, where zero is no limit. */
    public Input next(Duration idle) throws IOException {
        if (within && (!received.empty() || received.await(SETTLE) == Received.More.SOME)) {
            return rest();
        }
        while (true) {
            int border = received.empty() ? UNKNOWN : border();
            if (border >= 0) {
                return words(border);
            }
            boolean settles = !received.empty() && !PostBorder.frameBegun(received);
            switch (received.await(settles ? SETTLE : idle)) {
                case SOME -> {}
                case QUIET -> {
                    return settles ? words(settled()) : Input.Nothing.IDLE;
                }
                case END -> {
                    return received.empty() ? Input.Nothing.CLOSED : words(settled());
                }
            }
        }
    }

    private Input words(int count) {
        within = received.full() && line() < 0;
        return new Input.Words(received.take(count));
    }

    /** The next piece of a long text, which ends with a line, or when less came than there was room for. */
    private Input rest() {
        int line = line();
        within = line < 0 && received.crammed();
        return new Input.Rest(received.take(line < 0 ? received.size() : line));
    }

    /** How many bytes the first command has, as far as that is sure. */
    private int border() {
        boolean post = PostBorder.possible(received);
        int border = post ? PostBorder.find(received).orElse(UNKNOWN) : line();
        if (border >= 0) {
            return border;
        }
        boolean whole = received.full() || (!post && !received.crammed() && ready.test(received.copy()));
        return whole ? received.size() : UNKNOWN;
    }

    private int settled() {
        int line = line();
        return line >= 0 ? line : received.size();
    }

    private int line() {
        for (int i = 0; i < received.size(); i++) {
            if (received.at(i) == '\n') {
                return i + 1;
            }
        }
        return UNKNOWN;
    }
}
