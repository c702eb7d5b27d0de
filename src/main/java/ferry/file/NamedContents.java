package ferry.file;

import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.Optional;

/** What the JDK reads in a folder. */
final class NamedContents implements Contents {
    private final Folder folder;
    private final Iterator<String> names;
    private String name = "";

    /** Of this folder, which stays the caller's. */
    NamedContents(Folder folder) throws IOException {
        this.folder = folder;
        names = folder.names();
    }

    @Override
    public boolean next() {
        if (!names.hasNext()) {
            return false;
        }
        name = names.next();
        return true;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<BasicFileAttributes> facts() throws IOException {
        return folder.find(name);
    }

    @Override
    public void close() {
        // The folder is the caller's.
    }
}
