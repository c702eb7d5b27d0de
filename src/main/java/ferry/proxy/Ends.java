package ferry.proxy;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;

/**
 * The two ends of a connection as the client knows them.
 *
 * @param client the client's address
 * @param server the address that the client has reached
 * @param proxied whether a proxy has told them, which then stands between the two
 */
public record Ends(InetSocketAddress client, InetSocketAddress server, boolean proxied) {
    private static final InetAddress ANY = Inet4Address.ofLiteral("0.0.0.0");

    /** Those of the connection itself. */
    public static Ends of(SocketChannel channel) throws IOException {
        return new Ends(
                (InetSocketAddress) channel.getRemoteAddress(), (InetSocketAddress) channel.getLocalAddress(), false);
    }

    /**
     * From which address connections to the client are made: the one that it has reached, or, where that is the proxy's,
     * the one that the system takes.
     */
    public InetAddress outbound() {
        return proxied ? ANY : server.getAddress();
    }
}
