/** Tests of the file service. */
@NullMarked
package ferry.unit.file;

import org.jspecify.annotations.NullMarked;
