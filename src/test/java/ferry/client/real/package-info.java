/** Tests with a real server and the clients that people use, as they are installed on this machine. */
@NullMarked
package ferry.client.real;

import org.jspecify.annotations.NullMarked;
