package ferry.data;

import ferry.tls.UnprovenConnectionException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/**
 * Opens the data connection of a transfer from its data port.
 *
 * @param port where it comes from
 * @param local the server's address on the control connection, from which active connections are made
 * @param protection what protects it; nothing for one in clear
 * @param limit how long it may take, and after that the handshake of its protection
 */
record DataConnector(DataPort port, InetAddress local, Optional<DataProtection> protection, Duration limit) {
    /** So long may a connection take for its handshake while another waits, which may be the client's. */
    private static final Duration LIMIT_OF_ONE_OF_SEVERAL = Duration.ofSeconds(5);

    /** Opens it, and lets the transfer hold it; throws {@link CannotOpenException}, or why it is not proven. */
    DataConnection open(Transfer transfer, Aside aside, boolean receiving) throws IOException {
        return switch (port) {
            case DataPort.Passive(PassiveLease lease) -> {
                try (lease) {
                    var first = accept(lease, transfer, aside);
                    lease.yieldToOthers(); // who would wait for as long as a handshake takes
                    yield protection.isEmpty()
                            ? inClear(first, transfer)
                            : ofSeveral(first, lease, transfer, aside, receiving);
                }
            }
            case DataPort.Active(InetSocketAddress peer) -> {
                var channel = connect(peer, transfer, aside);
                yield protection.isEmpty()
                        ? inClear(channel, transfer)
                        : protect(channel, transfer, aside, receiving, limit);
            }
            case DataPort.None none -> throw new CannotOpenException("no data port: " + none);
        };
    }

    private static DataConnection inClear(SocketChannel channel, Transfer transfer) throws IOException {
        transfer.waiting(true);
        return transfer.holding(new ClearConnection(channel));
    }

    private DataConnection protect(
            SocketChannel channel, Transfer transfer, Aside aside, boolean receiving, Duration longest)
            throws IOException {
        aside.standWithoutLimit();
        transfer.holding(channel);
        var secure = protection.orElseThrow().protect(channel, receiving, longest);
        transfer.waiting(true);
        return secure;
    }

    /**
     * The first connection that is what it has to be: another program of the client's address may have come before it.
     * A failure is that of the last which is there; nobody waits for more, since the client is likely to have been it.
     */
    private DataConnection ofSeveral(
            SocketChannel first, PassiveLease lease, Transfer transfer, Aside aside, boolean receiving)
            throws IOException {
        var channel = first;
        while (true) {
            try {
                var longest =
                        lease.more() && limit.compareTo(LIMIT_OF_ONE_OF_SEVERAL) > 0 ? LIMIT_OF_ONE_OF_SEVERAL : limit;
                return protect(channel, transfer, aside, receiving, longest);
            } catch (CannotOpenException | UnprovenConnectionException e) {
                channel = lease.poll().orElseThrow(() -> e);
            }
        }
    }

    /** Takes the client's connection; steps aside only when it is not there yet. */
    private SocketChannel accept(PassiveLease lease, Transfer transfer, Aside aside) throws IOException {
        var waiting = lease.poll();
        if (waiting.isPresent()) {
            return waiting.get();
        }
        aside.standWithoutLimit();
        return transfer.holding(lease).await(limit);
    }

    private SocketChannel connect(InetSocketAddress peer, Transfer transfer, Aside aside) throws IOException {
        aside.standWithoutLimit();
        var channel = transfer.holding(SocketChannel.open());
        try {
            channel.bind(new InetSocketAddress(local, 0));
            channel.socket().connect(peer, Math.toIntExact(limit.toMillis()));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw new CannotOpenException("cannot connect to the client", e);
        }
    }
}
