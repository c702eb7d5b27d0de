package ferry.file;

import static ferry.protocol.ReplyCode.BAD_RESTART_OFFSET;

import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Uploads into partial files, which take the final name when they are complete. */
final class AtomicUploads implements Uploads {
    private final PartNames names;
    private final RandomGenerator random;
    private final Umask umask;
    private final UploadSync sync;

    /** Uploads of the user with these names of partial files. */
    AtomicUploads(PartNames names, RandomGenerator random, Umask umask, UploadSync sync) {
        this.names = names;
        this.random = random;
        this.umask = umask;
        this.sync = sync;
    }

    /** Two at once are both received, and the one that is complete last stays; only the first can be resumed. */
    @Override
    public Upload store(Place place, VirtualPath shown, long restart, Set<Permission> granted)
            throws IOException, ReplyException {
        String name = names.part(place.name());
        var claim = Claim.take(place.folder(), name);
        if (restart == 0) {
            var part = claim.isPresent() ? PartFile.resumable(place, name, claim.get()) : passing(place);
            onlyNew(part, granted);
            return upload(shown, part, part::create);
        }
        var part = PartFile.resumable(place, name, claim.orElseThrow(Claim::busy));
        onlyNew(part, granted);
        return upload(shown, part, () -> resume(place, part, restart));
    }

    private static void onlyNew(PartFile part, Set<Permission> granted) {
        if (!granted.contains(Permission.OVERWRITE)) {
            part.onlyNew();
        }
    }

    private static SeekableByteChannel resume(Place place, PartFile part, long restart)
            throws IOException, ReplyException {
        if (part.find().isPresent()) {
            return part.reopen(restart);
        }
        if (place.size() >= restart) {
            return part.copy(restart, Progress.UNHEARD);
        }
        throw new ReplyException(BAD_RESTART_OFFSET, "Restart offset is beyond the end");
    }

    /** Never two at once, whoever appends, and never over a file that has changed meanwhile: no append is lost. */
    @Override
    public Upload append(Place place, VirtualPath shown, Set<Permission> granted) throws IOException, ReplyException {
        var claim = Claim.require(place.folder(), place.name());
        return Opening.with(claim, () -> {
            Place here = Conditions.fileOrNothing(place.again());
            if (here.exists()) {
                if (!granted.contains(Permission.APPEND)) {
                    throw Access.denied("somebody was faster");
                }
                var part = passing(here).onlyOver(here.attributes(), claim);
                return upload(shown, part, () -> part.copy(here.size(), Progress.UNHEARD));
            }
            String name = names.part(here.name());
            var part = PartFile.resumable(here, name, Claim.require(here.folder(), name));
            part.onlyOver(here.attributes(), claim);
            return upload(shown, part, part::append);
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
            if (here.exists() || here.folder().find(names.part(here.name())).isPresent()) {
                claim.get().close();
                return Optional.empty();
            }
            var part = passing(here).onlyOver(here.attributes(), claim.get());
            return Optional.of(upload(shown, part, part::create));
        });
    }

    /**
     * Begins a file that takes the name of the place as long as nothing changes there; with the bytes of what stands there
     * first, if these are kept. Nobody can resume it; it waits for the disk as it is told. Owns the place.
     */
    Upload rewrite(Place place, VirtualPath shown, Rewriting how) throws IOException, ReplyException {
        var claim = Claim.require(place.folder(), place.name());
        return Opening.with(claim, () -> {
            Place here = Conditions.fileOrNothing(place.again());
            var part = passing(here)
                    .onlyOver(here.attributes(), claim)
                    .dropping(names.part(here.name()))
                    .freeing(how.freed());
            return upload(
                    shown,
                    part,
                    () -> how.keeping() && here.exists() ? part.copy(here.size(), how.progress()) : part.create(),
                    how.sync());
        });
    }

    /**
     * How a file is rewritten.
     *
     * @param keeping whether it begins with the bytes of what stands there
     * @param freed how many bytes the caller frees when it is complete, besides those that it replaces
     * @param sync what it waits for
     * @param progress hears how far it is
     */
    record Rewriting(boolean keeping, long freed, UploadSync sync, Progress progress) {}

    private PartFile passing(Place place) throws IOException, ReplyException {
        String name = names.passing(random);
        return PartFile.passing(place, name, Claim.require(place.folder(), name));
    }

    private Upload upload(VirtualPath shown, PartFile part, Opening<SeekableByteChannel> opening)
            throws IOException, ReplyException {
        return upload(shown, part, opening, sync);
    }

    private Upload upload(VirtualPath shown, PartFile part, Opening<SeekableByteChannel> opening, UploadSync waiting)
            throws IOException, ReplyException {
        return Opening.with(part, () -> {
            var channel = opening.open();
            return Opening.with(channel, () -> {
                part.setMode(umask);
                return new Upload(shown, channel, part, waiting);
            });
        });
    }
}
