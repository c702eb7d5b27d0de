package ferry.session;

import ferry.protocol.VirtualPath;

/** What a command has left for the next one. */
public sealed interface Pending {
    /** Nothing. */
    enum None implements Pending {
        /** The one value. */
        NONE
    }

    /**
     * RNFR came; RNTO is awaited.
     *
     * @param from what is to be renamed
     */
    record RenameFrom(VirtualPath from) implements Pending {}

    /**
     * SITE CPFR came; SITE CPTO is awaited.
     *
     * @param from what is to be copied
     */
    record CopyFrom(VirtualPath from) implements Pending {}

    /**
     * REST came; a transfer is awaited.
     *
     * @param offset where it is to begin
     */
    record RestartAt(long offset) implements Pending {}

    /**
     * RANG came; RETR or HASH is awaited.
     *
     * @param first the first byte that is meant
     * @param last the last byte that is meant
     */
    record Range(long first, long last) implements Pending {}
}
