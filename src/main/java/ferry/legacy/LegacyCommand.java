package ferry.legacy;

import com.google.common.base.CharMatcher;
import ferry.command.Dispatcher;
import java.util.Locale;
import java.util.Optional;

/**
 * A command of the legacy protocol.
 *
 * @param verb the verb
 * @param name what stands behind it, without the blanks around it; empty when there is nothing
 */
record LegacyCommand(Verb verb, String name) {
    /** The verbs; their names in lower case are the words, and all but {@code g} are aliases in the command table. */
    enum Verb {
        /** Sends a file in a frame. */
        GET,
        /** Receives a file in a frame. */
        POST,
        /** Sends the names in the current folder. */
        DIRS,
        /** Tells the current folder. */
        PATHS,
        /** Changes the current folder. */
        CHDIR,
        /** Ends the connection. */
        EXIT,
        /** Sends a file over a connection to the client. */
        G;

        /** The word. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final CharMatcher AROUND = CharMatcher.anyOf(" \r\n");

    /** Reads a command; nothing when the text is none. */
    static Optional<LegacyCommand> of(String text) {
        if (text.startsWith(" ")) {
            return Optional.empty(); // unlike FTP, whose devices send blanks first
        }
        var line = Dispatcher.Line.of(AROUND.trimTrailingFrom(text));
        for (var verb : Verb.values()) {
            if (verb.word().equals(line.verb())) {
                return Optional.of(new LegacyCommand(verb, AROUND.trimFrom(line.argument())));
            }
        }
        return Optional.empty();
    }

    /** Whether this text can be the beginning of a verb. */
    static boolean begins(String text) {
        for (var verb : Verb.values()) {
            if (verb.word().startsWith(text)) {
                return true;
            }
        }
        return false;
    }
}
