package ferry.proxy;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import org.apache.logging.log4j.Level;

/**
 * The two ends of a connection as the client knows them.
 *
 * @param client the client's address
 * @param server the address that the client has reached
 * @param proxied whether a proxy has told them, which then stands between the two
 * @param check whether a proxy has come for itself, as it does again and again to see whether somebody listens
 */
public record Ends(InetSocketAddress client, InetSocketAddress server, boolean proxied, boolean check) {
    private static final InetAddress ANY = Inet4Address.ofLiteral("0.0.0.0");

    /** Those of the connection itself. */
    public static Ends of(SocketChannel channel) throws IOException {
        return new Ends(
                (InetSocketAddress) channel.getRemoteAddress(),
                (InetSocketAddress) channel.getLocalAddress(),
                false,
                false);
    }

    /** The same of a proxy that speaks for no client. */
    Ends ofCheck() {
        return new Ends(client, server, proxied, true);
    }

    /** The level at which the log tells that such a connection has come and gone. */
    public Level level() {
        return check ? Level.DEBUG : Level.INFO;
    }

    /**
     * From which address connections to the client are made: the one that it has reached, or, where that is the proxy's,
     * the one that the system takes.
     */
    public InetAddress outbound() {
        return proxied ? ANY : server.getAddress();
    }
}
