/** Tests of certificates. */
@NullMarked
package ferry.unit.tls;

import org.jspecify.annotations.NullMarked;
