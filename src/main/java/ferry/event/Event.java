package ferry.event;

import ferry.protocol.VirtualPath;
import java.time.Instant;
import java.util.Optional;

/** Something that has happened. */
public sealed interface Event {
    /** When. */
    Instant time();

    /** What kind of thing. */
    Kind kind();

    /**
     * A file was moved, or was not moved to its end. Told for every transfer that was begun, once.
     *
     * @param actor who
     * @param file which
     * @param movement how
     * @param reason why it did not come to its end; empty when it did
     */
    record Transferred(Instant time, Kind kind, Actor actor, Place file, Movement movement, String reason)
            implements Event {
        /** Whether the whole file moved. */
        public boolean complete() {
            return reason.isEmpty();
        }
    }

    /**
     * Something other than by a transfer has changed.
     *
     * @param actor who has changed it
     * @param file what; the old name of what was renamed, the source of a copy, what a link leads to
     * @param target the new name, the copy, the link
     */
    record Changed(Instant time, Kind kind, Actor actor, Place file, Optional<Place> target) implements Event {}

    /**
     * Somebody has come or gone.
     *
     * @param actor who
     * @param reason why it failed; empty otherwise
     */
    record LoggedIn(Instant time, Kind kind, Actor actor, String reason) implements Event {}

    /**
     * An address is banned.
     *
     * @param network the address or network
     * @param until the end of the ban
     * @param reason why, with names that strangers have given
     */
    record Banned(Instant time, String network, Instant until, String reason) implements Event {
        @Override
        public Kind kind() {
            return Kind.BAN;
        }
    }

    /**
     * Where a file is.
     *
     * @param path as the user sees it
     * @param onDisk as other programs find it
     */
    record Place(VirtualPath path, String onDisk) {}

    /**
     * How a file was moved.
     *
     * @param verb the command, such as STOR
     * @param type A, E, I or L, the representation type
     * @param offset where in the file the first byte belongs
     * @param bytes how many bytes moved
     * @param size how many bytes the file has when the transfer is complete; -1 when nobody knows
     * @param nanos how long it took
     * @param secure whether the data connection was protected
     * @param digest the digest of the file as {@code algorithm:hex} if it is known without another look; empty otherwise
     */
    record Movement(
            String verb, char type, long offset, long bytes, long size, long nanos, boolean secure, String digest) {
        /** Bytes a second. */
        public long rate() {
            return (long) (bytes * 1e9 / Math.max(1, nanos));
        }
    }
}
