package ferry.command;

import com.google.common.base.CharMatcher;
import ferry.protocol.Pathname;
import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import ferry.session.Session;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * The pathname of something that is there to be read, as cameras, printers and scanners write it: with blanks around it, or
 * from {@code ~} on. What stands under the whole pathname goes before, so no name with blanks is out of reach. Verbs that
 * make, rename or remove take a pathname as it is: a guess could lose a file.
 */
final class LoosePathname {
    private static final CharMatcher BLANKS = CharMatcher.is(' ');

    private LoosePathname() {}

    /** What this pathname means; without the blanks when nothing is there under any reading of it, as with a pattern. */
    static Pathname meant(Session session, Pathname written) throws IOException {
        String text = written.text();
        if (!loose(text) || there(session, written)) {
            return written;
        }
        var bare = new Pathname(BLANKS.trimFrom(text));
        if (bare.text().isEmpty() || there(session, bare)) {
            return bare;
        }
        boolean home = bare.text().equals("~") || bare.text().startsWith("~/");
        return home ? new Pathname("/" + bare.text().substring(1)) : bare;
    }

    /** The path of what this pathname means. */
    static VirtualPath path(Session session, Pathname written) throws IOException {
        return session.path(meant(session, written));
    }

    private static boolean loose(String text) {
        return !text.isEmpty() && (text.charAt(0) == ' ' || text.charAt(0) == '~' || text.endsWith(" "));
    }

    private static boolean there(Session session, Pathname pathname) throws IOException {
        try {
            session.files().stat(session.path(pathname));
            return true;
        } catch (NoSuchFileException | NotDirectoryException | ReplyException e) {
            return false; // the last: a name that cannot be
        }
    }
}
