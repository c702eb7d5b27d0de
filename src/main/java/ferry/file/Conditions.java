package ferry.file;

import static ferry.protocol.ReplyCode.FILE_UNAVAILABLE;
import static ferry.protocol.ReplyCode.NAME_NOT_ALLOWED;

import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;

/** What must hold before something is done with a place, and the answer when it does not. */
final class Conditions {
    private final Home home;
    private final PartNames parts;

    /** The conditions for a user with these names of partial files. */
    Conditions(Home home, PartNames parts) {
        this.home = home;
        this.parts = parts;
    }

    /** Something new can have this name; else 553. */
    void usable(VirtualPath path) throws ReplyException {
        if (path.name().filter(home::usable).isEmpty()) {
            throw new ReplyException(NAME_NOT_ALLOWED, "This name cannot be used");
        }
    }

    /** Something is there, and it is neither the home nor the rest of a broken upload. */
    void changeable(Place place) throws IOException, ReplyException {
        notHome(place);
        if (!place.exists()) {
            throw missing(place);
        }
    }

    /** A regular file is there. */
    void file(Place place) throws IOException, ReplyException {
        if (!place.exists()) {
            throw missing(place);
        }
        fileOrNothing(place);
    }

    /** A regular file or a folder is there, not the home. */
    void fileOrDirectory(Place place) throws IOException, ReplyException {
        changeable(place);
        if (!place.directory()) {
            fileOrNothing(place);
        }
    }

    /** A regular file is there, or nothing. */
    static Place fileOrNothing(Place place) throws ReplyException {
        notDirectory(place);
        if (place.exists() && !place.file()) {
            throw new ReplyException(FILE_UNAVAILABLE, "Not a regular file");
        }
        return place;
    }

    /** No folder is there. */
    static void notDirectory(Place place) throws ReplyException {
        if (place.directory()) {
            throw new ReplyException(FILE_UNAVAILABLE, "Is a directory");
        }
    }

    /** This is not the home. */
    static void notHome(Place place) throws ReplyException {
        if (place.path().root()) {
            throw new ReplyException(FILE_UNAVAILABLE, "Not possible with the home directory");
        }
    }

    private IOException missing(Place place) throws IOException, ReplyException {
        var part = place.folder().find(parts.part(place.name())).filter(BasicFileAttributes::isRegularFile);
        if (part.isPresent()) {
            throw new ReplyException(FILE_UNAVAILABLE, "The upload is incomplete");
        }
        return new NoSuchFileException(place.path().toString());
    }
}
