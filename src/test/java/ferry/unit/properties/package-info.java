/** Tests of the properties files. */
@NullMarked
package ferry.unit.properties;

import org.jspecify.annotations.NullMarked;
