package ferry.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;

/** How much is handed over as one packet. */
final class PacketsTest {
    private static final int HEADERS_V4 = 52;
    private static final int HEADERS_V6 = 72;

    @Test
    void fillsWholeSegmentsOfEthernet() {
        assertEquals(42 * 1448, Packets.bytes(1500, HEADERS_V4));
        assertEquals(43 * 1428, Packets.bytes(1500, HEADERS_V6));
    }

    @Test
    void fillsWholeSegmentsOfLongFrames() {
        assertEquals(6 * 8948, Packets.bytes(9000, HEADERS_V4));
    }

    @Test
    void knowsTheLongestPacketOfLoopback() {
        assertEquals(65_483, Packets.bytes(65_536, HEADERS_V4));
        assertEquals(65_464, Packets.bytes(65_536, HEADERS_V6));
    }

    @Test
    void outlivesAnInterfaceThatSaysNothing() {
        assertEquals(15 * 4096, Packets.bytes(0, HEADERS_V4));
    }

    @Test
    void asksTheInterfaceOfTheConnection() throws IOException {
        var loopback = InetAddress.ofLiteral("127.0.0.1");
        int mtu = NetworkInterface.getByInetAddress(loopback).getMTU();

        try (var listener = ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0));
                var client = SocketChannel.open(listener.getLocalAddress());
                var accepted = listener.accept()) {
            assertEquals(Packets.bytes(mtu, HEADERS_V4), Packets.bytes(accepted));
            assertEquals(Packets.bytes(mtu, HEADERS_V4), Packets.bytes(client));
        }
    }
}
