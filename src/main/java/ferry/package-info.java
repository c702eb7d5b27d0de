/** The daemon: puts the parts together, and its command line. */
@NullMarked
package ferry;

import org.jspecify.annotations.NullMarked;
