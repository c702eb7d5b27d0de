/** The control socket, by which the administrator of the machine looks at a running daemon and tells it what to do. */
@NullMarked
package ferry.admin;

import org.jspecify.annotations.NullMarked;
