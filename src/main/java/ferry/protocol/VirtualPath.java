package ferry.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An absolute path as the user sees it: the names from the home, which is {@code /}, downwards.
 *
 * <p>It never holds an empty name, {@code .}, {@code ..}, a slash or a NUL, so it cannot point above the home. It says
 * nothing about what is on the disk.
 *
 * @param names the names, none for the home itself
 */
public record VirtualPath(List<String> names) {
    /** The home. */
    public static final VirtualPath ROOT = new VirtualPath(List.of());

    /** Checks the names. */
    public VirtualPath {
        names = List.copyOf(names);
        for (String name : names) {
            if (name.isEmpty()
                    || name.equals(".")
                    || name.equals("..")
                    || name.indexOf('/') >= 0
                    || name.indexOf(0) >= 0) {
                throw new IllegalArgumentException("not a single name");
            }
        }
    }

    /** The path that this text means in this folder. {@code ..} at the home stays at the home, as on Unix. */
    public VirtualPath resolve(String text) {
        var resolved = text.startsWith("/") ? new ArrayList<String>() : new ArrayList<>(names);
        int from = 0;
        while (from <= text.length()) {
            int slash = text.indexOf('/', from);
            int to = slash < 0 ? text.length() : slash;
            step(resolved, text.substring(from, to));
            from = to + 1;
        }
        return new VirtualPath(resolved);
    }

    /** The path that this pathname means in this folder. */
    public VirtualPath resolve(Pathname pathname) {
        return resolve(pathname.text());
    }

    private static void step(List<String> names, String name) {
        switch (name) {
            case "", "." -> {}
            case ".." -> {
                if (!names.isEmpty()) {
                    names.removeLast();
                }
            }
            default -> names.add(name);
        }
    }

    /** The entry of this name in this folder. */
    public VirtualPath child(String name) {
        var longer = new ArrayList<>(names);
        longer.add(name);
        return new VirtualPath(longer);
    }

    /** The folder above; the home's is the home. */
    public VirtualPath parent() {
        return root() ? this : new VirtualPath(names.subList(0, names.size() - 1));
    }

    /** The last name; nothing for the home. */
    public Optional<String> name() {
        return root() ? Optional.empty() : Optional.of(names.getLast());
    }

    /** Whether this is the home. */
    public boolean root() {
        return names.isEmpty();
    }

    /** Whether {@code other} is this path or stands below it. */
    public boolean contains(VirtualPath other) {
        return other.names.size() >= names.size()
                && other.names.subList(0, names.size()).equals(names);
    }

    /** The path with slashes, as PWD tells it. */
    @Override
    public String toString() {
        return "/" + String.join("/", names);
    }
}
