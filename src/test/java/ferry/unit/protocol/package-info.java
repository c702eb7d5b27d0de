/** Tests of ferry.protocol. */
@NullMarked
package ferry.unit.protocol;

import org.jspecify.annotations.NullMarked;
