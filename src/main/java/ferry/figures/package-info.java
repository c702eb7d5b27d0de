/** What the daemon counts: {@link ferry.figures.Figures}, once, for whoever shows it. */
@NullMarked
package ferry.figures;

import org.jspecify.annotations.NullMarked;
