package ferry.server;

import ferry.guard.Guard;
import ferry.guard.Lobby;
import java.net.InetAddress;
import java.util.Optional;

/**
 * What a session may do while nobody is logged in: give so many commands, and wait in the lobby. Used by whoever carries out
 * commands, one thread at a time, and closed by the one that ends the session.
 */
final class BeforeLogin implements AutoCloseable {
    private static final int MOST_COMMANDS = 100;

    private final Guard guard;
    private final InetAddress client;
    private final Lobby.Visitor visitor;
    private volatile Optional<Lobby.Place> place;
    private int commands;

    /** Of a session that begins now; {@code visitor} ends it. */
    BeforeLogin(Guard guard, InetAddress client, Lobby.Visitor visitor) {
        this.guard = guard;
        this.client = client;
        this.visitor = visitor;
        place = Optional.of(guard.lobby().enter(client, visitor));
    }

    /** Counts a command; false when it is one too many. */
    boolean admits(boolean loggedIn) {
        return loggedIn || ++commands <= MOST_COMMANDS;
    }

    /** Somebody has logged in, or nobody is any more. */
    void changed(boolean loggedIn) {
        close();
        commands = 0;
        place = loggedIn ? Optional.empty() : Optional.of(guard.lobby().enter(client, visitor));
    }

    @Override
    public void close() {
        place.ifPresent(Lobby.Place::close);
    }
}
