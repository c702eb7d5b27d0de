/** The client side of RFC 959's types, structures and modes, written from its text, and the tests that use it. */
@NullMarked
package ferry.client.codec;

import org.jspecify.annotations.NullMarked;
