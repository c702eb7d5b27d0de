/** Tests of ferry.data. */
@NullMarked
package ferry.unit.data;

import org.jspecify.annotations.NullMarked;
