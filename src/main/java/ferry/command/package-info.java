/** The command table of both protocols, its dispatcher, and the handlers by chapters of the RFCs. */
@NullMarked
package ferry.command;

import org.jspecify.annotations.NullMarked;
