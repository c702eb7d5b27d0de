/** Tests of ferry.command. */
@NullMarked
package ferry.unit.command;

import org.jspecify.annotations.NullMarked;
