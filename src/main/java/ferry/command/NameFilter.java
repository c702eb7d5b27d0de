package ferry.command;

import java.util.Optional;

/**
 * Which names of the first folder LIST and NLST tell.
 *
 * @param argument what is asked for
 * @param pattern what the names must fit
 */
record NameFilter(ListArgument argument, Optional<NamePattern> pattern) {
    /** Whether this name is told: it fits, and it is not hidden unless that is asked for. */
    boolean shows(String name) {
        return (pattern.isEmpty() || pattern.get().matches(name))
                && (!name.startsWith(".") || argument.all() || hiddenAsked());
    }

    private boolean hiddenAsked() {
        return pattern.filter(asked -> asked.text().startsWith(".")).isPresent();
    }
}
