package ferry.unit.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ferry.client.TestAuthority;
import ferry.tls.Certificates;
import ferry.tls.ClientAuthentication;
import ferry.tls.Tls;
import ferry.tls.TlsException;
import ferry.tls.TlsSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client that takes nothing of what the server has to say in the handshake. */
@Timeout(60)
final class SlowPeerTest {
    @TempDir
    private static Path folder;

    @Test
    void cannotHoldTheServerWhereItSends() throws Exception {
        try (var authority = TestAuthority.create();
                var listener =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var client = SocketChannel.open(listener.getLocalAddress());
                var channel = listener.accept()) {
            var tls = tls(authority);
            fill(channel);
            client.write(hello(authority));

            var failure = assertThrows(
                    TlsException.class,
                    () -> tls.accept(
                            channel,
                            Optional.empty(),
                            System.nanoTime() + Duration.ofMillis(300).toNanos()));

            assertEquals("the TLS handshake took too long", failure.getMessage());
        }
    }

    private static Tls tls(TestAuthority authority) throws Exception {
        var settings = new TlsSettings(
                List.of(TlsFiles.of(authority.server("localhost"))),
                folder.resolve("self-signed.pem"),
                List.of("TLSv1.3"),
                List.of("TLS_AES_128_GCM_SHA256"),
                ClientAuthentication.OFF,
                Optional.empty(),
                Optional.empty(),
                false,
                false);
        return new Tls(settings, Certificates.open(settings));
    }

    /** Fills the way to the client: nothing more can be sent before it reads. */
    private static void fill(SocketChannel channel) throws Exception {
        channel.configureBlocking(false);
        var bytes = ByteBuffer.allocate(64 * 1024);
        while (channel.write(bytes.clear()) > 0) {}
        channel.configureBlocking(true);
    }

    private static ByteBuffer hello(TestAuthority authority) throws Exception {
        var engine = authority.context().createSSLEngine("localhost", 21);
        engine.setUseClientMode(true);
        engine.beginHandshake();
        var record = ByteBuffer.allocate(32 * 1024);
        engine.wrap(ByteBuffer.allocate(0), record);
        return record.flip();
    }
}
