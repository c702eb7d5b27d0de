package ferry.config;

import ferry.properties.Entry;
import ferry.properties.Fault;
import ferry.properties.PropertiesFile;
import ferry.properties.Suggestion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A form of keys, {@code PREFIX.NAME.ATTRIBUTE}, as files of hosts and of hooks have them.
 *
 * @param <N> what a name is
 * @param prefix the first word
 * @param words the attributes
 * @param name reads a name; nothing for what is none
 * @param needed what a name has to be, for the fault
 */
record GroupedKeys<N>(String prefix, List<String> words, Function<String, Optional<N>> name, String needed) {
    /** Opens a file of such keys, whose faults are taken; IllegalArgumentException when it cannot be read. */
    static PropertiesFile open(Path path, List<Fault> faults) {
        try {
            var file = PropertiesFile.read(path);
            faults.addAll(file.faults());
            Settings.warn(file);
            return file;
        } catch (IOException e) {
            throw new IllegalArgumentException(path + " cannot be read: " + Readers.reason(e), e);
        }
    }

    /** The entries of a file by name and attribute, in their order; what has another form is a fault. */
    Map<N, Map<String, Entry>> sort(PropertiesFile file, List<Fault> faults) {
        Map<N, Map<String, Entry>> sorted = new LinkedHashMap<>();
        for (var entry : file.entries()) {
            complaint(entry, sorted).ifPresent(message -> faults.add(Fault.at(file.name(), entry, message)));
        }
        return sorted;
    }

    private Optional<String> complaint(Entry entry, Map<N, Map<String, Entry>> sorted) {
        String start = prefix + ".";
        int dot = entry.key().lastIndexOf('.');
        if (!entry.key().startsWith(start) || dot <= start.length()) {
            return Optional.of(
                    "unknown key; " + prefix + ".NAME.ATTRIBUTE is known, with one of: " + String.join(", ", words));
        }
        String word = entry.key().substring(dot + 1);
        if (!words.contains(word)) {
            return Optional.of(Suggestion.unknown("attribute", word, words) + "; known: " + String.join(", ", words));
        }
        var found = name.apply(entry.key().substring(start.length(), dot));
        if (found.isEmpty()) {
            return Optional.of(needed + " is needed between \"" + start + "\" and \"." + word + "\"");
        }
        sorted.computeIfAbsent(found.get(), _ -> new LinkedHashMap<>()).put(word, entry);
        return Optional.empty();
    }
}
