/** What the administrator sees in the terminal of a running daemon: tables, and the live one of {@code ferry who}. */
@NullMarked
package ferry.console;

import org.jspecify.annotations.NullMarked;
