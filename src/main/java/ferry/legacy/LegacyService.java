package ferry.legacy;

import ferry.session.Connections;
import ferry.session.Limits;
import ferry.session.Services;
import java.nio.channels.SocketChannel;

/** Serves the connections of the legacy listener. */
public final class LegacyService {
    private final Services services;
    private final LegacySettings settings;

    /** With these settings. */
    public LegacyService(Services services, LegacySettings settings, Limits limits, Connections connections) {
        this.services = services;
        this.settings = settings;
    }

    /** Whether the configured user exists. */
    public boolean userExists() {
        return services.users().find(settings.user()).isPresent();
    }

    /** Serves a connection. */
    public void serve(SocketChannel channel) {}

    /** Serves a connection whose first bytes were read. */
    public void serveEarly(SocketChannel channel, byte[] received, String id) {}
}
