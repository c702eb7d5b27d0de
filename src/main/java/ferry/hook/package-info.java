/**
 * Hooks: what the administrator wants done when something happens. {@link ferry.hook.Hooks} hears the events, writes those that
 * a {@link ferry.hook.Rule} wants to a journal, and has a queue for each rule, which runs its program or calls its address.
 */
@NullMarked
package ferry.hook;

import org.jspecify.annotations.NullMarked;
