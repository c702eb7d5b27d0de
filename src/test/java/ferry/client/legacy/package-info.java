/** The legacy protocol over real sockets, with raw clients and with those of the tutorials. */
@NullMarked
package ferry.client.legacy;

import org.jspecify.annotations.NullMarked;
