/** Tests with a real server on a loopback port of its own and a real client. */
@NullMarked
package ferry.client;

import org.jspecify.annotations.NullMarked;
