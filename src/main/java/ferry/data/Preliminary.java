package ferry.data;

import ferry.protocol.Reply;
import java.io.IOException;

/** Sends preliminary replies while a transfer runs; from any thread. */
@FunctionalInterface
public interface Preliminary {
    /** Sends one. */
    void mark(Reply reply) throws IOException;
}
