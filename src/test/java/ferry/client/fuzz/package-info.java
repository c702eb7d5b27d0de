/** Whole sessions, made at random, against a daemon and a model of what it may answer. */
@NullMarked
package ferry.client.fuzz;

import org.jspecify.annotations.NullMarked;
