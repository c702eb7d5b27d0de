package ferry.user;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What follows a user's name in a key of the users file. The first nine are those of Apache FtpServer. */
enum Attribute {
    USERPASSWORD,
    HOMEDIRECTORY,
    ENABLEFLAG,
    WRITEPERMISSION,
    MAXLOGINNUMBER,
    MAXLOGINPERIP,
    IDLETIME,
    UPLOADRATE,
    DOWNLOADRATE,
    PERMISSIONS,
    RIGHTS,
    HIDDEN_NAMES,
    FORBIDDEN_NAMES,
    ALLOW_FROM,
    ACCOUNT,
    ACCOUNT_FOR,
    CHARSET,
    MOUNTS,
    ADMIN,
    TLS_REQUIRED,
    TLS_DATA_REQUIRED,
    TLS_SESSION_REUSE,
    TLS_CLOSE_NOTIFY,
    CERTIFICATE,
    LOGIN,
    UPLOADRATE_TOTAL,
    DOWNLOADRATE_TOTAL,
    QUOTA_BYTES,
    QUOTA_FILES,
    MAX_FILE_SIZE;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    private static final List<String> WORDS =
            Arrays.stream(values()).map(Attribute::word).toList();

    /** The word in the file. */
    String word() {
        return word;
    }

    /** All words. */
    static List<String> words() {
        return WORDS;
    }

    /** The attribute of this word, in upper or lower case. */
    static Optional<Attribute> named(String word) {
        return Arrays.stream(values())
                .filter(attribute -> attribute.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
