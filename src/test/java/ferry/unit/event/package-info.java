/** Tests of {@code ferry.event} without a socket. */
@NullMarked
package ferry.unit.event;

import org.jspecify.annotations.NullMarked;
