package ferry.event;

import ferry.protocol.Escaped;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Writes what happens to the log for people, one line an event. The session stands in brackets before it already. */
public final class TextLog implements Events.Listener {
    private static final Logger LOG = LogManager.getLogger(TextLog.class);

    @Override
    public void heard(Event event) {
        switch (event) {
            case Event.Transferred transferred -> tell(transferred);
            case Event.Changed changed -> tell(changed);
            case Event.LoggedIn in when in.kind() == Kind.LOGIN -> LOG.info("logged in");
            case Event.LoggedIn _, Event.Banned _ -> {
                // What has found them out tells more about them.
            }
        }
    }

    /** What is not complete is told with its reply. */
    private static void tell(Event.Transferred event) {
        if (event.complete()) {
            LOG.info(
                    "{} {} complete: {} bytes in {} ms",
                    event.movement().verb(),
                    name(event.file()),
                    event.movement().bytes(),
                    event.movement().nanos() / 1_000_000);
        }
    }

    private static void tell(Event.Changed event) {
        String file = name(event.file());
        String target = event.target().map(TextLog::name).orElse("");
        switch (event.kind()) {
            case DELETE -> LOG.info("deleted {}", file);
            case RENAME -> LOG.info("renamed {} to {}", file, target);
            case MKDIR -> LOG.info("made folder {}", file);
            case RMDIR -> LOG.info("removed folder {}", file);
            case COPY -> LOG.info("copied {} to {}", file, target);
            case COMBINE -> LOG.info("combined {} to {}", file, target);
            case LINK -> LOG.info("made link {} to {}", target, file);
            default -> throw new IllegalArgumentException(event.kind().word());
        }
    }

    private static String name(Event.Place place) {
        return Escaped.text(place.path().toString());
    }
}
