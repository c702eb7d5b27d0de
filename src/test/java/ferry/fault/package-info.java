/** The daemon in a process of its own, to which bad things happen: it is killed, and has no disk, memory or descriptors. */
@NullMarked
package ferry.fault;

import org.jspecify.annotations.NullMarked;
