package ferry.file;

import static ferry.protocol.ReplyCode.FILE_UNAVAILABLE;
import static ferry.protocol.ReplyCode.PARAMETER_NOT_IMPLEMENTED;

import ferry.protocol.ReplyException;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How facts are changed at a place: all or none of them.
 *
 * @param place where a regular file or a folder stands
 * @param change what is to change
 */
record FactChanging(Place place, FactChange change) {
    /** The coarsest clock of a file system. */
    private static final Duration TICK = Duration.ofSeconds(2);

    /** Changes them; first what a disk refuses most. 504 where there are no creation times, 550 where there are no modes. */
    void carryOut() throws IOException, ReplyException {
        if (change.ofUnix() && !(place.attributes().orElseThrow() instanceof PosixFileAttributes)) {
            throw new ReplyException(FILE_UNAVAILABLE, "There are no modes and groups here");
        }
        var folder = place.folder();
        String name = place.name();
        var group = group();
        var before = place.attributes().orElseThrow().creationTime();
        if (change.created().isPresent()) {
            create(change.created().get());
        }
        boolean done = false;
        try {
            if (group.isPresent()) {
                folder.setGroup(name, group.get());
            }
            if (change.mode().isPresent()) {
                folder.setMode(name, change.mode().getAsInt());
            }
            if (change.modified().isPresent()) {
                folder.setModified(name, FileTime.from(change.modified().get()));
            }
            done = true;
        } finally {
            if (!done && change.created().isPresent()) {
                folder.setCreated(name, before);
            }
        }
    }

    private Optional<GroupPrincipal> group() throws IOException, ReplyException {
        if (change.group().isEmpty()) {
            return Optional.empty();
        }
        var lookup = place.folder().path().getFileSystem().getUserPrincipalLookupService();
        try {
            return Optional.of(lookup.lookupPrincipalByGroupName(change.group().get()));
        } catch (UserPrincipalNotFoundException e) {
            throw new ReplyException(FILE_UNAVAILABLE, "There is no such group");
        }
    }

    /** Looks whether it was done: a file system that cannot says nothing. */
    private void create(Instant wanted) throws IOException, ReplyException {
        place.folder().setCreated(place.name(), FileTime.from(wanted));
        var now = place.again().attributes().map(facts -> facts.creationTime().toInstant());
        if (now.isEmpty() || Duration.between(now.get(), wanted).abs().compareTo(TICK) > 0) {
            throw new ReplyException(PARAMETER_NOT_IMPLEMENTED, "Creation times cannot be set on this disk");
        }
    }
}
