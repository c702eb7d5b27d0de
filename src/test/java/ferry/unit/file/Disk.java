package ferry.unit.file;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file systems that the tests of this package run on. */
enum Disk {
    /** In memory, with directory handles and modes. */
    UNIX {
        @Override
        Path folder() {
            var unix = Configuration.unix().toBuilder()
                    .setAttributeViews("basic", "owner", "posix", "unix")
                    .build();
            return Jimfs.newFileSystem(unix).getPath("/work");
        }
    },
    /** In memory, without directory handles and modes, and names in any case. */
    WINDOWS {
        @Override
        Path folder() {
            return Jimfs.newFileSystem(Configuration.windows()).getPath("C:\\work");
        }
    },
    /** The disk of this machine. */
    REAL {
        @Override
        Path folder() throws IOException {
            return Files.createTempDirectory("ferry-file-test").toRealPath();
        }
    };

    /** A new folder on a file system that can be used up; the one in memory does not exist yet. */
    abstract Path folder() throws IOException;
}
