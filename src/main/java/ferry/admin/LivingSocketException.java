package ferry.admin;

import java.io.IOException;
import java.nio.file.Path;

/** Says that another daemon listens at the path of a control socket. */
public final class LivingSocketException extends IOException {
    private static final long serialVersionUID = 1L;

    LivingSocketException(Path path) {
        super("another daemon listens at " + path + "; give this one a socket of its own, or none");
    }
}
