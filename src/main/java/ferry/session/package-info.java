/** A session: one control connection's life, what its client has agreed on, and who is logged in. */
@NullMarked
package ferry.session;

import org.jspecify.annotations.NullMarked;
