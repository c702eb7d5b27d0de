package ferry.command;

import ferry.protocol.ReplyException;

/**
 * Reads the argument of a verb.
 *
 * @param <A> what it is read into
 */
@FunctionalInterface
public interface ArgumentReader<A> {
    /** Reads what stands after the verb and its blank, empty when there is nothing; 501 or 504 when it is wrong. */
    A read(String argument) throws ReplyException;
}
