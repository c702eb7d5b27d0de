package ferry.user;

import com.google.common.base.Splitter;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Reads the attribute {@code mounts}: {@code name=path} again and again, separated by commas. */
final class Mounts {
    private Mounts() {}

    /** The folders by their names; {@code folder} reads a path. */
    static Map<String, Path> parse(String text, Function<String, Path> folder) {
        var mounts = new LinkedHashMap<String, Path>();
        for (String word : Splitter.on(',').trimResults().omitEmptyStrings().split(text)) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? "" : word.substring(0, equals).strip();
            if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
                throw new IllegalArgumentException(
                        "NAME=PATH, separated by commas, is needed, the name without a slash, not \"" + word + "\"");
            }
            if (mounts.put(name, folder.apply(word.substring(equals + 1))) != null) {
                throw new IllegalArgumentException("there are two mounts \"" + name + "\"");
            }
        }
        return Collections.unmodifiableMap(mounts);
    }
}
