/** Data connections and what moves over them: ports lent and opened, bytes sent and received, transfers cut. */
@NullMarked
package ferry.data;

import org.jspecify.annotations.NullMarked;
