package ferry.data;

import java.net.InetSocketAddress;

/** Where the next data connection comes from. */
public sealed interface DataPort {
    /** Nothing was said: neither PORT nor PASV. */
    enum None implements DataPort {
        /** The one value. */
        NONE
    }

    /**
     * The server connects to the client: PORT and EPRT.
     *
     * @param peer where to
     */
    record Active(InetSocketAddress peer) implements DataPort {}

    /**
     * The client connects to the server: PASV and EPSV.
     *
     * @param lease the listening port that was lent
     */
    record Passive(PassiveLease lease) implements DataPort {}

    /** Gives back what this holds. */
    default void release() {
        if (this instanceof Passive passive) {
            passive.lease().close();
        }
    }
}
