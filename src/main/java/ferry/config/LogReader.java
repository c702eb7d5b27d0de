package ferry.config;

import static ferry.config.Key.LOG_JSON;
import static ferry.config.Key.LOG_KEEP;
import static ferry.config.Key.LOG_ROTATE;
import static ferry.config.Key.LOG_XFERLOG;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import ferry.log.LogSettings;
import ferry.log.LogSettings.Rotation;
import ferry.log.LogSettings.Target;
import ferry.properties.ByteCount;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads where events are written for programs.
 *
 * @param settings the values of the keys
 * @param base the installation folder
 */
record LogReader(Settings settings, Path base) {
    private static final CharMatcher IN_NAMES_ASIDE = CharMatcher.anyOf("%$");

    /** The settings of the logs. */
    LogSettings read() {
        var xferlog = settings.read(LOG_XFERLOG, text -> target(text, "ferry.xferlog"));
        var json = settings.read(LOG_JSON, text -> target(text, "ferry.json"));
        if (xferlog.isPresent() && xferlog.equals(json)) {
            settings.fault(LOG_JSON, "log.xferlog is written there already");
        }
        int keep = settings.read(LOG_KEEP, Readers::count);
        return new LogSettings(xferlog, json, settings.read(LOG_ROTATE, text -> rotation(text, keep)));
    }

    private Optional<Target> target(String text, String logger) {
        return switch (text) {
            case "" -> Optional.empty();
            case "-" -> Optional.of(Target.Output.STDOUT);
            case "log4j" -> Optional.of(new Target.Named(logger));
            default -> Optional.of(new Target.File(file(text)));
        };
    }

    /** Log4j would look for dates and variables in the names of what is put aside. */
    private Path file(String text) {
        var file = base.resolve(text);
        if (IN_NAMES_ASIDE.matchesAnyOf(file.toString())) {
            throw new IllegalArgumentException("a file without % and $ in its path is needed, not \"" + file + "\"");
        }
        return file;
    }

    private static Rotation rotation(String text, int keep) {
        if (text.equals("off")) {
            return Rotation.NONE;
        }
        boolean daily = false;
        long size = 0;
        for (String word :
                Splitter.on(CharMatcher.whitespace()).omitEmptyStrings().split(text)) {
            if (word.equals("daily")) {
                daily = true;
            } else {
                size = ByteCount.parse(word, "daily, a size such as 100M, both, or off");
            }
        }
        if (!daily && size == 0) {
            throw new IllegalArgumentException("daily, a size such as 100M, both, or off is needed");
        }
        return new Rotation(size, daily, keep);
    }
}
