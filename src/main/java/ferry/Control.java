package ferry;

import ferry.admin.ControlSocket;
import ferry.admin.LivingSocketException;
import ferry.admin.Operations;
import ferry.admin.PassiveUse;
import ferry.admin.Reload;
import ferry.figures.Figures;
import ferry.guard.Guard;
import ferry.properties.FaultyFileException;
import ferry.protocol.Endpoint;
import ferry.protocol.Escaped;
import ferry.session.Connections;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The control socket of a daemon, and the daemon as it shows it. Where the socket cannot be made, in an installation that
 * the daemon may not write to, the daemon starts without; that another daemon has it is a failure. A reload makes a socket
 * again that somebody has removed, and is refused when it is to be elsewhere and cannot.
 */
final class Control implements Part, Operations {
    private static final Logger LOG = LogManager.getLogger(Control.class);

    private final Ferry ferry;
    private final Shared shared;
    private final PassivePools pools;
    private Optional<Path> path = Optional.empty();
    private Optional<ControlSocket> socket = Optional.empty();
    private boolean started;

    /** Of this daemon. */
    Control(Ferry ferry, Shared shared, PassivePools pools) {
        this.ferry = ferry;
        this.pools = pools;
        this.shared = shared;
    }

    @Override
    public Change prepare(Plan next) throws IOException {
        var place = next.config().control();
        boolean same = started && place.equals(path);
        if (same && (place.isEmpty() || socket.filter(ControlSocket::found).isPresent())) {
            return List::of;
        }
        var opened = open(place, started && !same);
        if (same && opened.isEmpty()) {
            return List::of; // and what is left of the old one may come back
        }
        return new Change() {
            @Override
            public List<String> take() {
                close();
                path = place;
                socket = opened;
                started = true;
                return same ? List.of("control.socket: made again at " + place.orElseThrow()) : List.of();
            }

            @Override
            public void cancel() {
                opened.ifPresent(Control::close);
            }
        };
    }

    private Optional<ControlSocket> open(Optional<Path> place, boolean needed) throws IOException {
        if (place.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ControlSocket.open(place.get(), this));
        } catch (LivingSocketException e) {
            if (started && !needed) {
                LOG.warn("control.socket: {}", Escaped.text(String.valueOf(e.getMessage())));
                return Optional.empty();
            }
            throw new IOException("control.socket: " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            if (needed) {
                throw new IOException("control.socket: " + place.get() + ": " + e, e);
            }
            LOG.warn(
                    "control.socket: {}: {}; \"bin/ferry who\" and its kin will not find this daemon",
                    Escaped.text(place.get().toString()),
                    Escaped.text(e.toString()));
            return Optional.empty();
        }
    }

    private static void close(ControlSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.warn("cannot close the control socket {}", socket.path(), e);
        }
    }

    @Override
    public void close() {
        socket.ifPresent(Control::close);
        socket = Optional.empty();
    }

    @Override
    public List<String> listening() {
        return Stream.of(
                        endpoints("ftp=", ferry.ftp()),
                        endpoints("ftps=", ferry.ftps()),
                        endpoints("legacy=", ferry.legacy()))
                .flatMap(each -> each)
                .toList();
    }

    private static Stream<String> endpoints(String name, List<Endpoint> endpoints) {
        return endpoints.stream().map(endpoint -> name + endpoint);
    }

    @Override
    public Connections connections() {
        return shared.connections();
    }

    @Override
    public Figures figures() {
        return shared.figures();
    }

    @Override
    public Optional<Reload> lastReload() {
        return ferry.lastReload();
    }

    @Override
    public List<PassiveUse> passivePorts() {
        return pools.use();
    }

    @Override
    public void drain() {
        ferry.drain();
    }

    @Override
    public boolean draining() {
        return ferry.draining();
    }

    @Override
    public List<String> reload() throws FaultyFileException, IOException {
        return ferry.reload();
    }

    @Override
    public Guard guard() {
        return shared.guard();
    }
}
