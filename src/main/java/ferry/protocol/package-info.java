/** The vocabulary of RFC 959 and its extensions: replies, codes, parameters and names, as values without behaviour. */
@NullMarked
package ferry.protocol;

import org.jspecify.annotations.NullMarked;
