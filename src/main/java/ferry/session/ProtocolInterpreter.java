package ferry.session;

import ferry.data.Dtp;
import ferry.protocol.Reply;
import java.io.IOException;

/**
 * The end of a session that speaks with the client: the PI of one protocol. The handlers call it on their way; the
 * final reply they return.
 */
public interface ProtocolInterpreter {
    /** Says a preliminary reply. It goes out before anything waits for the client, or together with the final one. */
    void mark(Reply preliminary) throws IOException;

    /** The way the bytes of the next transfer move. */
    Dtp dtp(Session session);

    /** Whether the client has closed the connection by now, although no command has told so. */
    boolean clientGone();

    /**
     * Passes the reading of the control connection on to another thread, if it is this one's, which carries out a command
     * that has no preliminary reply and takes long. Called while that thread waits.
     */
    void standAside(Thread carrier);

    /** Whether the session is about to end, so that long work is not worth its end any more. Safe for all threads. */
    boolean ending();

    /** Asks that the connection go through another layer, behind the reply to this command. */
    void switchAfterReply(ControlLayer next);

    /** Asks that the connection be closed after the reply to this command. */
    void closeAfterReply();
}
