/** Who may knock: sources of connections that guess passwords, come too often, or wait too long for their login. */
@NullMarked
package ferry.guard;

import org.jspecify.annotations.NullMarked;
