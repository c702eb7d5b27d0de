package ferry.file;

import static ferry.protocol.ReplyCode.FILE_BUSY;
import static ferry.protocol.ReplyCode.NAME_NOT_ALLOWED;
import static java.nio.file.StandardOpenOption.READ;

import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What COMB does: the bytes of several files go to the end of another one, and the files go away. Until all bytes are
 * there and the target has taken its name, nothing is changed; a part is deleted only as long as it is what was read. A
 * target to which somebody uploads is refused, since that upload would replace all that came together here.
 */
final class Combination {
    private final Home home;
    private final Access access;
    private final PartNames names;
    private final Conditions conditions;
    private final AtomicUploads uploads;
    private final Progress progress;

    /** Combinations below this home. */
    Combination(
            Home home,
            Access access,
            PartNames names,
            Conditions conditions,
            AtomicUploads uploads,
            Progress progress) {
        this.home = home;
        this.access = access;
        this.names = names;
        this.conditions = conditions;
        this.uploads = uploads;
        this.progress = progress;
    }

    /** How a part was when it was looked at; what is other than this has changed. */
    private record Part(VirtualPath path, Object identity, Object key, long size, Instant modified) {}

    /** Carries it out, and says how many parts could not be deleted. */
    int carryOut(VirtualPath target, List<VirtualPath> paths) throws IOException, ReplyException {
        var parts = new ArrayList<Part>();
        for (var path : paths) {
            parts.add(permitted(path));
        }
        Place place = access.toAppend(target);
        try (Upload upload = Opening.with(place, () -> {
            requireDifferent(place, parts);
            Claim.requireFree(place.folder(), names.part(place.name()));
            if (!place.exists()) {
                access.need(Permission.WRITE, place.path());
            }
            access.makeable(place);
            // A power cut may take what is new, never what was on the disk before: the parts go when all of it is
            // there.
            var how = new AtomicUploads.Rewriting(true, freed(parts), UploadSync.FULL, progress);
            return uploads.rewrite(Conditions.fileOrNothing(place), target, how);
        })) {
            for (var part : parts) {
                append(part, upload);
            }
            upload.commit();
        }
        int left = 0;
        for (var part : parts) {
            left += delete(part) ? 0 : 1;
        }
        return left;
    }

    /** A part is read where a link leads, and deleted under its own name. */
    private Part permitted(VirtualPath path) throws IOException, ReplyException {
        access.find(path, Permission.DELETE).close();
        access.follow(path, Permission.READ).close();
        return look(path);
    }

    private Part look(VirtualPath path) throws IOException, ReplyException {
        try (Place place = home.follow(path)) {
            return look(path, place);
        }
    }

    private Part look(VirtualPath path, Place place) throws IOException, ReplyException {
        conditions.file(place);
        Claim.requireFree(place.folder(), place.name());
        Claim.requireFree(place.folder(), names.part(place.name()));
        var facts = place.attributes().orElseThrow();
        var identity = place.folder().identity(place.name());
        Object key = facts.fileKey() == null ? identity : facts.fileKey();
        return new Part(
                path, identity, key, facts.size(), facts.lastModifiedTime().toInstant());
    }

    private static void requireDifferent(Place target, List<Part> parts) throws IOException, ReplyException {
        Object identity = target.folder().identity(target.name());
        var seen = new HashSet<Object>();
        for (var part : parts) {
            if (part.identity().equals(identity)) {
                throw new ReplyException(NAME_NOT_ALLOWED, "The target is among the parts");
            }
            if (!seen.add(part.identity())) {
                throw new ReplyException(NAME_NOT_ALLOWED, "A part is named twice");
            }
        }
    }

    /** The bytes that go away with the parts: of a link only itself does. */
    private long freed(List<Part> parts) throws IOException {
        long freed = 0;
        for (var part : parts) {
            try (Place own = home.find(part.path())) {
                freed += own.link() ? 0 : part.size();
            }
        }
        return freed;
    }

    private void append(Part part, Upload upload) throws IOException, ReplyException {
        try (Place place = home.follow(part.path())) {
            if (!look(part.path(), place).equals(part)) {
                throw new ReplyException(FILE_BUSY, "A part has changed meanwhile");
            }
            try (var channel = place.folder().open(place.name(), READ)) {
                Copying.copy(channel, upload.channel(), part.size(), progress);
            }
        }
    }

    /** Deletes a part, a link itself; says false when it is not what was read, or the disk does not let it go. */
    private boolean delete(Part part) {
        try (Place place = home.find(part.path());
                var _ = NameLock.of(place)) {
            if (!look(part.path()).equals(part)) {
                return false;
            }
            place.folder().deleteFile(place.name());
            PartFile.dropIdle(place.folder(), names.part(place.name()));
            return true;
        } catch (IOException | ReplyException e) {
            return false;
        }
    }
}
