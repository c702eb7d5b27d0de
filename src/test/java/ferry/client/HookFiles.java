package ferry.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules, programs and spool of a test, in a folder that outlives a daemon. Programs are shell scripts; {@code $DIR} in
 * them is the folder {@link #out}, to write into.
 */
final class HookFiles {
    private final Path folder;
    private final List<String> rules = new ArrayList<>();

    /** In this folder. */
    HookFiles(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A program with these lines. */
    Path script(String name, String lines) {
        var script = folder.resolve(name);
        try {
            Files.writeString(script, "#!/bin/sh\nDIR='" + out() + "'\n" + lines + "\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
            return script;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a line to the rules, without {@code hook.}. */
    HookFiles rule(String line) {
        rules.add("hook." + line);
        return this;
    }

    /** Forgets the rules. */
    HookFiles clear() {
        rules.clear();
        return this;
    }

    /** The settings of a daemon with these rules, and others. */
    String[] settings(String... more) {
        try {
            var file = Files.write(folder.resolve("hooks.properties"), rules);
            var settings = new ArrayList<>(List.of("hooks.file=" + file, "hooks.spool=" + spool()));
            settings.addAll(List.of(more));
            return settings.toArray(String[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where programs write to. */
    Path out() {
        return folder.resolve("out");
    }

    /** The spool. */
    Path spool() {
        return folder.resolve("spool");
    }

    /** What a program has written to this file; empty if it has not. */
    String written(String name) {
        try {
            var file = out().resolve(name);
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a program has written this file, whose last line is whole, with so many lines. */
    List<String> await(String name, int lines) {
        Eventually.holds("lines in " + name, () -> {
            String text = written(name);
            return text.endsWith("\n") && text.lines().count() >= lines;
        });
        return written(name).lines().toList();
    }
}
