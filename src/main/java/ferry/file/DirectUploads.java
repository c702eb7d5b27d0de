package ferry.file;

import static ferry.protocol.ReplyCode.BAD_RESTART_OFFSET;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.WRITE;

import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.OpenOption;
import java.util.Optional;
import java.util.Set;

/** Uploads straight into the file of the final name, one at a time for a name. */
final class DirectUploads implements Uploads {
    private final Umask umask;
    private final UploadSync sync;

    /** Uploads whose new files get their modes by this. */
    DirectUploads(Umask umask, UploadSync sync) {
        this.umask = umask;
        this.sync = sync;
    }

    @Override
    public Upload store(Place place, VirtualPath shown, long restart, Set<Permission> granted)
            throws IOException, ReplyException {
        var claim = Claim.require(place.folder(), place.name());
        return Opening.with(claim, () -> {
            Place here = Conditions.fileOrNothing(place.again());
            if (here.exists() && !granted.contains(Permission.OVERWRITE)) {
                throw new FileAlreadyExistsException(shown.toString());
            }
            if (restart > here.size()) {
                throw new ReplyException(BAD_RESTART_OFFSET, "Restart offset is beyond the end");
            }
            return upload(shown, new PlainFile(here, claim, restart), WRITE);
        });
    }

    /** With the option APPEND, so that a writer outside of this process does no harm. */
    @Override
    public Upload append(Place place, VirtualPath shown, Set<Permission> granted) throws IOException, ReplyException {
        var claim = Claim.require(place.folder(), place.name());
        return Opening.with(claim, () -> {
            Place here = Conditions.fileOrNothing(place.again());
            if (here.exists() && !granted.contains(Permission.APPEND)) {
                throw Access.denied("somebody was faster");
            }
            return upload(shown, new PlainFile(here, claim, here.size()), APPEND);
        });
    }

    @Override
    public Optional<Upload> storeNew(Place place, VirtualPath shown) throws IOException, ReplyException {
        var claim = Claim.take(place.folder(), place.name());
        if (claim.isEmpty()) {
            return Optional.empty();
        }
        return Opening.with(claim.get(), () -> {
            Place here = place.again();
            if (here.exists()) {
                claim.get().close();
                return Optional.empty();
            }
            return Optional.of(upload(shown, new PlainFile(here, claim.get(), 0), WRITE));
        });
    }

    private Upload upload(VirtualPath shown, PlainFile file, OpenOption option) throws IOException, ReplyException {
        return Opening.with(file, () -> new Upload(shown, file.open(option, umask), file, sync));
    }
}
