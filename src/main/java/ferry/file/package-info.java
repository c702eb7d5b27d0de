/** The one file service behind both protocols: the files of a home, which no path leaves. */
@NullMarked
package ferry.file;

import org.jspecify.annotations.NullMarked;
