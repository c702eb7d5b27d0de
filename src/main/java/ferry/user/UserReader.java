package ferry.user;

import ferry.properties.Entry;
import ferry.properties.Fault;
import ferry.properties.FaultyFileException;
import ferry.properties.PropertiesFile;
import ferry.properties.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the users of a users file, and finds all of its faults. */
final class UserReader {
    private final PropertiesFile file;
    private final Path base;
    private final List<Fault> faults;
    private final Map<String, Account> accounts = new LinkedHashMap<>();

    private UserReader(PropertiesFile file, Path base) {
        this.file = file;
        this.base = base;
        this.faults = new ArrayList<>(file.faults());
    }

    /** The users by name, in the order of the file. Relative homes are below this folder. */
    static Map<String, User> read(PropertiesFile file, Path base) throws FaultyFileException {
        var reader = new UserReader(file, base);
        var users = reader.users();
        if (!reader.faults.isEmpty()) {
            reader.faults.sort(Comparator.comparingInt(Fault::line));
            throw new FaultyFileException(reader.faults);
        }
        return Collections.unmodifiableMap(users);
    }

    private Map<String, User> users() {
        file.entries().forEach(this::add);
        var users = new LinkedHashMap<String, User>();
        accounts.forEach((name, account) -> users.put(name, account.user(file.name(), faults)));
        return users;
    }

    private void add(Entry entry) {
        var key = UserKey.parse(entry.key());
        if (key.isEmpty()) {
            faults.add(Fault.at(file.name(), entry, "unknown key; ftpserver.user.NAME.ATTRIBUTE is known"));
            return;
        }
        var name = key.get().user();
        var word = key.get().attribute();
        var account = accounts.computeIfAbsent(name, _ -> new Account(name, entry.line(), base));
        var attribute = Attribute.named(word);
        if (attribute.isPresent()) {
            account.add(attribute.get(), entry);
        } else {
            faults.add(Fault.at(file.name(), entry, Suggestion.unknown("attribute", word, Attribute.words())));
        }
    }
}
