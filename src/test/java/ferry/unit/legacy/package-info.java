/** The legacy protocol's borders, frames and headers, without a socket. */
@NullMarked
package ferry.unit.legacy;

import org.jspecify.annotations.NullMarked;
