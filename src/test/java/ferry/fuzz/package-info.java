/** Fuzzing: random and mutated inputs for whatever reads text and bytes from outside, each found again by its seed. */
@NullMarked
package ferry.fuzz;

import org.jspecify.annotations.NullMarked;
