/** Tests of the accounts. */
@NullMarked
package ferry.unit.user;

import org.jspecify.annotations.NullMarked;
