/** The records of what happens, for programs: {@link ferry.log.EventLogs} writes xferlog and JSON lines. */
@NullMarked
package ferry.log;

import org.jspecify.annotations.NullMarked;
