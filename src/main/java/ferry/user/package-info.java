/** Who may log in, with which password, from where, and how often: the accounts of the users file. */
@NullMarked
package ferry.user;

import org.jspecify.annotations.NullMarked;
