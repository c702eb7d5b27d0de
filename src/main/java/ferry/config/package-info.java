/** The configuration: conf/ferry.properties, the environment and the command line, read into records. */
@NullMarked
package ferry.config;

import org.jspecify.annotations.NullMarked;
