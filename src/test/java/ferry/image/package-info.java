/** The container image: its Dockerfile carried out in namespaces of this machine, without any engine. */
@NullMarked
package ferry.image;

import org.jspecify.annotations.NullMarked;
