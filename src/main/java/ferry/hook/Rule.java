package ferry.hook;

import java.time.Duration;

/**
 * What is done when what happens.
 *
 * @param name its name, of letters, digits, {@code -} and {@code _}
 * @param filter which events
 * @param action what is done
 * @param terms how often and for how long
 * @param text as it is written, to see whether it has changed
 */
public record Rule(String name, Filter filter, Action action, Terms terms, String text) {
    /**
     * How a rule is carried out.
     *
     * @param timeout how long one attempt may take
     * @param retries how many attempts follow the first one
     * @param retryFor how long after the first attempt the last one may begin
     * @param retryPause the pause before the second attempt; the later ones are longer
     * @param atOnce how many attempts there may be at a time
     */
    public record Terms(Duration timeout, int retries, Duration retryFor, Duration retryPause, int atOnce) {}
}
