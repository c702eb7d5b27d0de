/**
 * What happens in the daemon, told once: {@link ferry.event.Events} is the stream that feeds the log, the records of
 * transfers, the figures and the hooks.
 */
@NullMarked
package ferry.event;

import org.jspecify.annotations.NullMarked;
