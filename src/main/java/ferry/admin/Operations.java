package ferry.admin;

import ferry.event.Events;
import ferry.guard.Guard;
import ferry.properties.FaultyFileException;
import ferry.session.Connections;
import java.io.IOException;
import java.util.List;

/** The daemon as its administrator sees it: what the control socket shows and does. Safe for all threads. */
public interface Operations {
    /** Where it listens, such as {@code ftp=*:2121}. */
    List<String> listening();

    /** Whom it serves. */
    Connections connections();

    /** Who may knock. */
    Guard guard();

    /** What happens. */
    Events events();

    /** How its passive ports are used. */
    List<PassiveUse> passivePorts();

    /** Begins to end it: no new sessions, running transfers up to the grace time. Returns at once. */
    void drain();

    /** Whether it ends. */
    boolean draining();

    /** Reads its configuration again, all or nothing; a line for each thing that has changed. */
    List<String> reload() throws FaultyFileException, IOException;
}
