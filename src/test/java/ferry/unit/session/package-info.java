/** Tests of sessions without any. */
@NullMarked
package ferry.unit.session;

import org.jspecify.annotations.NullMarked;
