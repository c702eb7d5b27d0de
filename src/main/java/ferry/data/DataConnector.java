package ferry.data;

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
    /** Opens it, and lets the transfer hold it; throws {@link CannotOpenException}, or why it is not proven. */
    DataConnection open(Transfer transfer, Aside aside, boolean receiving) throws IOException {
        var channel = switch (port) {
            case DataPort.Passive(PassiveLease lease) -> accept(lease, transfer, aside);
            case DataPort.Active(InetSocketAddress peer) -> connect(peer, transfer, aside);
            case DataPort.None none -> throw new CannotOpenException("no data port: " + none);
        };
        if (protection.isPresent()) {
            aside.standWithoutLimit();
            transfer.holding(channel);
            var secure = protection.get().protect(channel, receiving, limit);
            transfer.waiting(true);
            return secure;
        }
        transfer.waiting(true);
        return transfer.holding(new ClearConnection(channel));
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
