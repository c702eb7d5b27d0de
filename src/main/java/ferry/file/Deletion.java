package ferry.file;

import ferry.protocol.ReplyException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/** What DELE and RMD do, with the user's idle partial files among it. */
final class Deletion {
    private final Home home;
    private final PartNames parts;

    /** Deletions below this home, by the user with these names of partial files. */
    Deletion(Home home, PartNames parts) {
        this.home = home;
        this.parts = parts;
    }

    /** Deletes what is no folder; a link itself. After it nothing is left under the name, no broken upload either. */
    void delete(Place place) throws IOException, ReplyException {
        Conditions.notDirectory(place);
        String part = parts.part(place.name());
        if (place.exists()) {
            place.folder().deleteFile(place.name());
        } else if (place.folder().find(part).isPresent()) {
            Claim.requireFree(place.folder(), part);
        } else {
            throw new NoSuchFileException(place.path().toString());
        }
        PartFile.dropIdle(place.folder(), part);
    }

    /** Removes an empty folder, and a link to a folder, which looks like one. */
    void removeDirectory(Place place) throws IOException, ReplyException {
        Conditions.notHome(place);
        if (place.link()) {
            home.folder(place.path()).close();
            place.folder().deleteFile(place.name());
            return;
        }
        Home.requireDirectory(place.attributes(), place.path());
        try {
            place.folder().deleteDirectory(place.name());
        } catch (DirectoryNotEmptyException e) {
            try (Folder folder = place.folder().enter(place.name())) {
                for (String part : idleParts(folder, e)) {
                    folder.deleteFile(part);
                }
            }
            place.folder().deleteDirectory(place.name());
        }
    }

    /** All that is in the folder, if these are only partial files of the user that nobody writes to. */
    private List<String> idleParts(Folder folder, DirectoryNotEmptyException otherwise) throws IOException {
        var idle = new ArrayList<String>();
        for (var names = folder.names(); names.hasNext(); ) {
            String name = names.next();
            if (!parts.own(name) || Claim.held(folder, name)) {
                throw otherwise;
            }
            idle.add(name);
        }
        return idle;
    }
}
