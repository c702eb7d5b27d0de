/** The daemon's side of the network: listeners, control connections, and the limits on both. */
@NullMarked
package ferry.server;

import org.jspecify.annotations.NullMarked;
