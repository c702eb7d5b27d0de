/** TLS below the control and data connections: its channel, its sessions and who may reuse them, its certificates. */
@NullMarked
package ferry.tls;

import org.jspecify.annotations.NullMarked;
