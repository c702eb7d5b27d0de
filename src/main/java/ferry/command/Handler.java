package ferry.command;

import ferry.protocol.Reply;
import ferry.protocol.ReplyException;
import ferry.session.Session;
import java.io.IOException;

/**
 * Carries out a command.
 *
 * @param <A> its argument
 */
@FunctionalInterface
public interface Handler<A> {
    /** Carries it out and returns the final reply; what goes wrong is thrown, and {@link Failures} words it. */
    Reply handle(Session session, A argument) throws IOException, ReplyException;
}
