package ferry.data;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many bytes the system takes over as one packet: whole segments of TCP, and no more pages than fit into the pipe of
 * sendfile. A part that is handed over and ends within a segment leaves a rest, which goes out by itself as soon as the
 * peer acknowledges something: twice the packets, each of which wakes the peer up. See docs/performance.md.
 *
 * <p>A guess from the MTU of the network interface; a wrong one costs time and nothing else.
 */
final class Packets {
    /** Fifteen pages: wherever they begin in a file, they lie on sixteen, which is what a pipe holds. */
    private static final int MOST = 15 * 4096;
    /** The longest packet of IPv4, which counts its header; that of the loopback interface is longer by one. */
    private static final int LONGEST_V4 = 65_535;

    private static final int LONGEST_V6 = 65_575;

    private static final int HEADERS_V4 = 20 + 20 + 12; // with the time stamps of TCP
    private static final int HEADERS_V6 = 40 + 20 + 12;
    private static final int ETHERNET = 1500;
    private static final int KEPT = 1024;

    private static final Map<InetAddress, Integer> KNOWN = new ConcurrentHashMap<>();

    private Packets() {}

    /** Of this connection; asks the system once for each address of ours. */
    static int bytes(SocketChannel channel) {
        try {
            return ofOpen(channel);
        } catch (IOException e) {
            return bytes(ETHERNET, HEADERS_V4); // closed already, as its user will find out
        }
    }

    private static int ofOpen(SocketChannel channel) throws IOException {
        if (!(channel.getLocalAddress() instanceof InetSocketAddress local)) {
            return bytes(ETHERNET, HEADERS_V4);
        }
        var address = local.getAddress();
        boolean inside = address.isLoopbackAddress()
                || (channel.getRemoteAddress() instanceof InetSocketAddress peer && address.equals(peer.getAddress()));
        int headers = address instanceof Inet6Address ? HEADERS_V6 : HEADERS_V4;
        return bytes(mtu(inside ? InetAddress.getLoopbackAddress() : address), headers);
    }

    /** With packets of this length on the network. */
    static int bytes(int mtu, int headers) {
        int longest = headers == HEADERS_V4 ? LONGEST_V4 : LONGEST_V6;
        int segment = Math.max(1, Math.min(mtu, longest) - headers);
        return Math.max(1, MOST / segment) * segment;
    }

    private static int mtu(InetAddress address) {
        var known = KNOWN.get(address);
        if (known != null) {
            return known;
        }
        int mtu = asked(address);
        if (KNOWN.size() < KEPT) { // more addresses than that may come and go with IPv6
            KNOWN.put(address, mtu);
        }
        return mtu;
    }

    private static int asked(InetAddress address) {
        try {
            var network = Optional.ofNullable(NetworkInterface.getByInetAddress(address));
            return network.isPresent() ? network.get().getMTU() : ETHERNET;
        } catch (SocketException e) {
            return ETHERNET;
        }
    }
}
