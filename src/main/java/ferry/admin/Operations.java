package ferry.admin;

import ferry.figures.Figures;
import ferry.guard.Guard;
import ferry.properties.FaultyFileException;
import ferry.session.Connections;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The daemon as its administrator sees it: what the control socket shows and does. Safe for all threads. */
public interface Operations {
    /** Where it listens, such as {@code ftp=*:2121}. */
    List<String> listening();

    /** Whom it serves. */
    Connections connections();

    /** Who may knock. */
    Guard guard();

    /** What it has counted since its start. */
    Figures figures();

    /** How the last reload went; nothing when there was none. */
    Optional<Reload> lastReload();

    /** How its passive ports are used. */
    List<PassiveUse> passivePorts();

    /** Begins to end it: no new sessions, running transfers up to the grace time. Returns at once. */
    void drain();

    /** Whether it ends. */
    boolean draining();

    /** Reads its configuration again, all or nothing; a line for each thing that has changed. */
    List<String> reload() throws FaultyFileException, IOException;
}
