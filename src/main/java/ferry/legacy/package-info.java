/** The legacy protocol: the other protocol interpreter, whose commands have no end and whose files come in frames. */
@NullMarked
package ferry.legacy;

import org.jspecify.annotations.NullMarked;
