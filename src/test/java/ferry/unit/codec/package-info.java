/** Tests of ferry.codec. */
@NullMarked
package ferry.unit.codec;

import org.jspecify.annotations.NullMarked;
