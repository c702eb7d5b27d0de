package ferry.legacy;

import ferry.file.Entry;
import ferry.protocol.Pathname;
import ferry.protocol.ReplyException;
import ferry.session.Session;
import java.io.IOException;
import java.util.function.Predicate;

/** Says whether what has arrived, without a line end, is a whole command that can be carried out. */
final class Readiness implements Predicate<byte[]> {
    private final Session session;
    private final ClientText text;

    Readiness(Session session, ClientText text) {
        this.session = session;
        this.text = text;
    }

    @Override
    public boolean test(byte[] bytes) {
        String words = text.look(bytes);
        boolean whole =
                LegacyCommand.of(words).isPresent() || text.whole(bytes); // not half a character to be sent back
        return whole && ready(session, words);
    }

    /** Says the same of text. */
    static boolean ready(Session session, String words) {
        if (words.endsWith("\r")) {
            return false; // half a line end
        }
        var command = LegacyCommand.of(words);
        if (command.isEmpty()) {
            return !LegacyCommand.begins(words);
        }
        return switch (command.get().verb()) {
            case DIRS, PATHS, EXIT -> true;
            case GET -> names(session, Entry.Kind.FILE, command.get().name());
            case CHDIR -> names(session, Entry.Kind.DIRECTORY, command.get().name());
            case POST, G -> false; // a frame follows; a name or a port may follow
        };
    }

    /** Whether the current folder has this name, and what stands under it is of this kind. */
    static boolean names(Session session, Entry.Kind kind, String name) {
        try {
            return !name.isEmpty()
                    && session.files().stat(session.path(Pathname.parse(name))).kind() == kind;
        } catch (IOException | ReplyException e) {
            return false; // the command itself will say why
        }
    }
}
