package ferry.user;

import ferry.file.NamePatterns;
import ferry.file.NameRules;
import ferry.file.Permission;
import ferry.file.Rights;
import ferry.properties.ByteCount;
import ferry.properties.Entry;
import ferry.properties.Fault;
import ferry.protocol.AddressList;
import ferry.protocol.NameCoding;
import ferry.tls.SessionReuse;
import ferry.tls.TlsPolicy;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What the users file says about one user, on the way to a {@link User}. */
final class Account {
    private static final Pattern URI_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://.*");

    private final String name;
    private final int line;
    private final Path base;
    private final Map<Attribute, Entry> entries = new EnumMap<>(Attribute.class);

    /** An account that begins in this line, without entries yet; a relative home is below this folder. */
    Account(String name, int line, Path base) {
        this.name = name;
        this.line = line;
        this.base = base;
    }

    /** Adds an entry; a later one of the same attribute replaces it. */
    void add(Attribute attribute, Entry entry) {
        entries.put(attribute, entry);
    }

    /** The user. Where an entry is wrong this is added to the faults, and the user is not to be used. */
    User user(String file, List<Fault> faults) {
        var values = new Values(file, faults);
        if (!entries.containsKey(Attribute.HOMEDIRECTORY)) {
            var key = UserKey.of(name, Attribute.HOMEDIRECTORY);
            faults.add(new Fault(file, line, key, "is missing; every user needs a home"));
        }
        return new User(
                name,
                values.read(Attribute.USERPASSWORD, "", Account::password),
                values.read(Attribute.HOMEDIRECTORY, base, this::home),
                values.read(Attribute.ENABLEFLAG, true, Account::flag),
                rights(values),
                new NameRules(
                        values.read(Attribute.HIDDEN_NAMES, NamePatterns.NONE, NamePatterns::parse),
                        values.read(Attribute.FORBIDDEN_NAMES, NamePatterns.NONE, NamePatterns::parse)),
                values.read(Attribute.MAXLOGINNUMBER, 0, Account::logins),
                values.read(Attribute.MAXLOGINPERIP, 0, Account::logins),
                values.readIfSaid(Attribute.IDLETIME, Account::idleTime),
                rates(values),
                allowance(values),
                values.read(Attribute.ALLOW_FROM, AddressList.EVERYBODY, AddressList::parse),
                account(values),
                values.readIfSaid(Attribute.CHARSET, text -> NameCoding.named(text.strip())),
                values.read(Attribute.MOUNTS, Map.of(), text -> Mounts.parse(text, this::home)),
                values.read(Attribute.ADMIN, false, Account::flag),
                tls(values),
                values.read(Attribute.CERTIFICATE, CertificatePatterns.NONE, CertificatePatterns::parse),
                login(values));
    }

    private static Allowance allowance(Values values) {
        return new Allowance(
                values.read(Attribute.QUOTA_BYTES, 0L, Account::bytes),
                values.read(Attribute.QUOTA_FILES, 0L, text -> number(text, "a number of files", Long.MAX_VALUE)),
                values.read(Attribute.MAX_FILE_SIZE, OptionalLong.empty(), text -> OptionalLong.of(bytes(text))));
    }

    private static Rates rates(Values values) {
        return new Rates(
                values.read(Attribute.UPLOADRATE, OptionalLong.empty(), text -> OptionalLong.of(rate(text))),
                values.read(Attribute.DOWNLOADRATE, OptionalLong.empty(), text -> OptionalLong.of(rate(text))),
                values.read(Attribute.UPLOADRATE_TOTAL, 0L, Account::rate),
                values.read(Attribute.DOWNLOADRATE_TOTAL, 0L, Account::rate));
    }

    private static Rights rights(Values values) {
        boolean writes = values.read(Attribute.WRITEPERMISSION, false, Account::flag);
        var elsewhere =
                values.read(Attribute.PERMISSIONS, writes ? Permission.ALL : Permission.READ_ONLY, Permission::parse);
        return values.read(Attribute.RIGHTS, Rights.everywhere(elsewhere), text -> Rights.parse(text, elsewhere));
    }

    private static TlsPolicy.Exceptions tls(Values values) {
        return new TlsPolicy.Exceptions(
                values.readIfSaid(Attribute.TLS_REQUIRED, Account::flag),
                values.readIfSaid(Attribute.TLS_DATA_REQUIRED, Account::flag),
                values.readIfSaid(Attribute.TLS_SESSION_REUSE, text -> word(SessionReuse.class, text)),
                values.readIfSaid(Attribute.TLS_CLOSE_NOTIFY, Account::closeNotify));
    }

    private LoginMethod login(Values values) {
        boolean certificate = entries.containsKey(Attribute.CERTIFICATE);
        return values.read(Attribute.LOGIN, certificate ? LoginMethod.BOTH : LoginMethod.PASSWORD, text -> {
            var login = word(LoginMethod.class, text);
            if (login != LoginMethod.PASSWORD && !certificate) {
                throw new IllegalArgumentException(
                        "the attribute certificate is missing: which certificates are this user's");
            }
            return login;
        });
    }

    private static Optional<NeededAccount> account(Values values) {
        var stored = values.read(Attribute.ACCOUNT, "", Account::password);
        var purpose = values.read(Attribute.ACCOUNT_FOR, NeededAccount.Purpose.LOGIN, Account::purpose);
        return stored.isEmpty() ? Optional.empty() : Optional.of(new NeededAccount(stored, purpose));
    }

    /** Reads the values one by one, and notes the faults. */
    private final class Values {
        private final String file;
        private final List<Fault> faults;

        Values(String file, List<Fault> faults) {
            this.file = file;
            this.faults = faults;
        }

        /** The value of an attribute; nothing if it is absent or wrong. */
        <T> Optional<T> readIfSaid(Attribute attribute, Function<String, T> reader) {
            return read(attribute, Optional.empty(), text -> Optional.of(reader.apply(text)));
        }

        /** The value of an attribute; what holds without it if it is absent or wrong. */
        <T> T read(Attribute attribute, T absent, Function<String, T> reader) {
            var entry = entries.get(attribute);
            if (entry == null) {
                return absent;
            }
            try {
                return reader.apply(entry.value());
            } catch (IllegalArgumentException e) {
                faults.add(Fault.at(file, entry, String.valueOf(e.getMessage())));
                return absent;
            }
        }
    }

    private static String password(String text) {
        if (PasswordHashes.foreign(text)) {
            throw new IllegalArgumentException(
                    "this kind of hash is not known; bcrypt of cost 4 to 16, MD5 and SALT:MD5 are");
        }
        return text;
    }

    private Path home(String text) {
        var home = text.strip();
        if (home.isEmpty()) {
            throw new IllegalArgumentException("a folder is needed");
        }
        try {
            return URI_SCHEME.matcher(home).matches() ? Path.of(URI.create(home)) : base.resolve(home);
        } catch (FileSystemNotFoundException e) {
            throw new IllegalArgumentException("no such file system: " + home, e);
        }
    }

    private static boolean flag(String text) {
        return switch (text.strip()) {
            case String word when word.equalsIgnoreCase("true") -> true;
            case String word when word.equalsIgnoreCase("false") -> false;
            default -> throw new IllegalArgumentException("true or false is needed, not \"" + text + "\"");
        };
    }

    private static NeededAccount.Purpose purpose(String text) {
        return switch (text.strip()) {
            case "login" -> NeededAccount.Purpose.LOGIN;
            case "store" -> NeededAccount.Purpose.STORE;
            default -> throw new IllegalArgumentException("login or store is needed, not \"" + text + "\"");
        };
    }

    private static boolean closeNotify(String text) {
        return switch (text.strip()) {
            case "require" -> true;
            case "accept" -> false;
            default -> throw new IllegalArgumentException("one of require, accept is needed, not \"" + text + "\"");
        };
    }

    private static <E extends Enum<E>> E word(Class<E> type, String text) {
        var words = new StringJoiner(", ");
        for (E constant : type.getEnumConstants()) {
            String word = constant.name().toLowerCase(Locale.ROOT);
            if (word.equals(text.strip())) {
                return constant;
            }
            words.add(word);
        }
        throw new IllegalArgumentException("one of " + words + " is needed, not \"" + text + "\"");
    }

    private static int logins(String text) {
        return Math.toIntExact(number(text, "a number of logins", Integer.MAX_VALUE));
    }

    private static Duration idleTime(String text) {
        return Duration.ofSeconds(number(text, "a number of seconds", Integer.MAX_VALUE));
    }

    private static long rate(String text) {
        return ByteCount.parse(text, "a number of bytes a second");
    }

    private static long bytes(String text) {
        return ByteCount.parse(text, "a number of bytes, such as 500M or 10G,");
    }

    private static long number(String text, String wanted, long most) {
        try {
            long number = Long.parseLong(text.strip());
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Said below, in words for the administrator.
        }
        throw new IllegalArgumentException(wanted + " is needed, not \"" + text + "\"");
    }
}
