/** Files in the format of {@link java.util.Properties} that keep their line numbers, comments and layout. */
@NullMarked
package ferry.properties;

import org.jspecify.annotations.NullMarked;
