/** Tests of ferry.config. */
@NullMarked
package ferry.unit.config;

import org.jspecify.annotations.NullMarked;
