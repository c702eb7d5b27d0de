/**
 * Codecs: the bytes of a file as the representation types, structures and transfer modes of RFC 959, section 3, put them
 * on a data connection. Streams on top of each other: type and structure above, transfer mode below.
 */
@NullMarked
package ferry.codec;

import org.jspecify.annotations.NullMarked;
