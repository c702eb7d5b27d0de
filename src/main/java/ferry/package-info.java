/**
 * The daemon: puts the parts together, and its command line. {@link ferry.Ferry} starts, reloads and ends it; whatever is
 * configured is a {@link ferry.Part} of it, which says how a new part joins a reload.
 */
@NullMarked
package ferry;

import org.jspecify.annotations.NullMarked;
