package ferry.command;

import static ferry.protocol.ReplyCode.FILE_ACTION_OKAY;
import static ferry.protocol.ReplyCode.FILE_UNAVAILABLE;
import static ferry.protocol.ReplyCode.SUPERFLUOUS;

import ferry.file.FileService;
import ferry.protocol.Escaped;
import ferry.protocol.Pathname;
import ferry.protocol.Reply;
import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import ferry.session.Session;
import ferry.user.User;
import java.io.IOException;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** SMNT: the folder trees of a user besides the home. RFC 959, section 4.1.1. */
final class StructureMount {
    private static final Logger LOG = LogManager.getLogger(StructureMount.class);

    private StructureMount() {}

    /** RFC 959, 4.1.1. 250, and the folder is the root of that tree; 202 for a user without mounts, 550. */
    static Reply mount(Session session, Pathname pathname) throws IOException, ReplyException {
        var user = session.user().orElseThrow();
        if (user.mounts().isEmpty()) {
            return Reply.of(SUPERFLUOUS, "There is nothing to mount");
        }
        var wanted = VirtualPath.ROOT.resolve(session.read(pathname));
        var files = tree(session, user, wanted);
        try {
            files.enter(VirtualPath.ROOT);
        } catch (IOException e) {
            LOG.warn("the tree {} cannot be opened: {}", Escaped.text(wanted.toString()), e.toString());
            throw new ReplyException(FILE_UNAVAILABLE, "This is not available");
        }
        files.continueUmask(session.files());
        session.mount(wanted.name(), files);
        LOG.info("mounted {}", Escaped.text(wanted.toString()));
        return Reply.of(FILE_ACTION_OKAY, wanted.root() ? "The home is back" : "Mounted");
    }

    /** The home for the root, else a mount. */
    private static FileService tree(Session session, User user, VirtualPath wanted) throws ReplyException {
        var settings = session.services().settings().files();
        if (wanted.root()) {
            return user.files(settings);
        }
        return Optional.of(wanted)
                .filter(path -> path.names().size() == 1)
                .flatMap(VirtualPath::name)
                .flatMap(name -> user.files(name, settings))
                .orElseThrow(() -> new ReplyException(FILE_UNAVAILABLE, "There is no such mount"));
    }
}
