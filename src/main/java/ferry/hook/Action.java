package ferry.hook;

import java.net.URI;
import java.util.Optional;

/** What a rule does with an event. */
public sealed interface Action {
    /**
     * Runs a program.
     *
     * @param command which, with its arguments
     */
    record Run(Command command) implements Action {}

    /**
     * Posts the event to an address.
     *
     * @param address where to
     * @param secret what signs it, if it is signed
     */
    record Post(URI address, Optional<Secret> secret) implements Action {}
}
