package ferry.legacy;

import ferry.command.CommandTable;
import ferry.command.Dispatcher;
import ferry.event.Actor;
import ferry.figures.Figures;
import ferry.file.FileSettings;
import ferry.guard.Guard;
import ferry.protocol.NameCoding;
import ferry.proxy.Ends;
import ferry.proxy.Proxies;
import ferry.session.CharsetSettings;
import ferry.session.Connections;
import ferry.session.Limits;
import ferry.session.Services;
import ferry.session.Session;
import ferry.session.SessionSettings;
import ferry.user.User;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;

/** Serves the connections of legacy clients, those of their own listener and those that were found on the FTP port. */
public final class LegacyService {
    private static final Logger LOG = LogManager.getLogger(LegacyService.class);
    private static final byte[] NOTHING = {};

    private final Services services;
    private final LegacySettings settings;
    private final Limits limits;
    private final Connections connections;
    private final Proxies proxies;
    private final Dispatcher dispatcher = new Dispatcher(CommandTable.ftp());

    /** With these settings; {@code limits} and {@code connections} are those of both protocols. */
    public LegacyService(
            Services services, LegacySettings settings, Limits limits, Connections connections, Proxies proxies) {
        this.proxies = proxies;
        this.services = ofLegacy(services, settings);
        this.settings = settings;
        this.limits = limits;
        this.connections = connections;
    }

    /** Uploads are atomic whatever FTP's are: a post that fails leaves the file of that name as it was. */
    private static Services ofLegacy(Services services, LegacySettings settings) {
        var charsets = new CharsetSettings(NameCoding.UTF_8, new NameCoding(settings.fallbackCharset()), false);
        var ftp = services.settings();
        var files = new FileSettings(
                ftp.files().uploads().atomic(), ftp.files().names(), ftp.files().quota());
        return new Services(
                services.hosts(),
                services.data(),
                services.digests(),
                services.connections(),
                services.events(),
                services.figures(),
                services.refusals(),
                services.guard(),
                Optional.empty(),
                new SessionSettings(settings.idleTimeout(), ftp.maxLoginFailures(), files, charsets));
    }

    Services services() {
        return services;
    }

    LegacySettings settings() {
        return settings;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    /** The user as whom every connection acts, if he may log in. */
    Optional<User> user() {
        return services.hosts().standard().users().find(settings.user()).filter(User::enabled);
    }

    /** Whether the configured user exists and may log in; without him there is nothing to serve. */
    public boolean userExists() {
        return user().isPresent();
    }

    /** Serves a connection of the legacy listener till its end; blocks. Owns the channel. */
    public void serve(SocketChannel channel) {
        String id = Session.newId();
        ThreadContext.put("session", id);
        try {
            serve(channel, proxies.ends(channel), id);
        } catch (IOException e) {
            LOG.debug("the client was gone before it was served", e);
            new Wire(channel).close();
        }
    }

    private void serve(SocketChannel channel, Ends ends, String id) {
        var client = ends.client().getAddress();
        var admission = services.guard().admit(client);
        if (admission != Guard.Admission.YES) {
            services.figures().refused(Figures.word(admission));
            LOG.debug("{} refused: {}", client.getHostAddress(), admission);
            new Wire(channel).close();
            return;
        }
        var room = limits.enter(client);
        if (room == Limits.Room.YES) {
            LOG.info("connected from {}", client.getHostAddress());
            serveEarly(channel, ends, NOTHING, id);
        } else {
            services.figures().refused(Figures.word(room));
            LOG.warn("{} refused: {}", client.getHostAddress(), room);
            new Wire(channel).close();
        }
    }

    /**
     * Serves a connection whose client spoke first on the FTP port till its end; blocks, never throws. Owns the channel.
     *
     * @param ends the two ends of the connection
     * @param received what was read already
     * @param id names the session in the log
     */
    public void serveEarly(SocketChannel channel, Ends ends, byte[] received, String id) {
        var wire = new Wire(channel);
        var peers = new Session.Peers(id, ends, Optional.empty(), Optional.empty());
        services.figures().connected(Actor.Protocol.LEGACY);
        var connection = new LegacyConnection(this, wire, new Received(wire, received), peers);
        connections.add(connection);
        try (wire) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            connection.serve();
        } catch (IOException e) {
            LOG.debug("the client was gone before it was served", e);
        } catch (RuntimeException e) {
            LOG.error("a fault ended this session", e);
        } finally {
            limits.leave(ends.client().getAddress());
            connections.remove(connection);
        }
    }
}
