/** The daemon's figures for Prometheus, over HTTP on a port of their own. Loaded only when that is on. */
@NullMarked
package ferry.metrics;

import org.jspecify.annotations.NullMarked;
