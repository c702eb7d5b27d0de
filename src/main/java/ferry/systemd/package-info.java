/** What the daemon and the system manager say to each other: the protocol of sd_notify(3). */
@NullMarked
package ferry.systemd;

import org.jspecify.annotations.NullMarked;
