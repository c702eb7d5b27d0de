package ferry.admin;

import ferry.guard.Guard;
import ferry.session.Connections;
import java.util.List;

/** The daemon as its administrator sees it: what the control socket shows and does. Safe for all threads. */
public interface Operations {
    /** Where it listens, such as {@code ftp=*:2121}. */
    List<String> listening();

    /** Whom it serves. */
    Connections connections();

    /** Who may knock. */
    Guard guard();
}
