package ferry.fuzz;

import java.util.Random;

/** What is fuzzed: takes any bytes, and throws when something is wrong with what comes of them. */
@FunctionalInterface
public interface Target {
    /**
     * Takes an input, and tells what came of it in a short word: an input with a new outcome becomes a parent of others.
     * The choices are made from the input, so that they are the same each time.
     */
    String take(byte[] input, Random choices) throws Exception;
}
