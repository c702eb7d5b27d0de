package ferry.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientHelloTest {
    private static final int LENGTHS = 5 + 4 + 2 + 32; // header of the record and of the message, version, random

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void readsAHelloWithoutASession(String version) throws Exception {
        assertFalse(ClientHello.read(hello(version)).offersSession());
    }

    private static ByteBuffer hello(String version) throws NoSuchAlgorithmException, SSLException {
        var engine = SSLContext.getDefault().createSSLEngine("localhost", 21);
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {version});
        var record = ByteBuffer.allocate(32 * 1024);
        engine.beginHandshake();
        engine.wrap(ByteBuffer.allocate(0), record);
        return record.flip();
    }

    /** A hello with one extension. */
    private static ByteBuffer hello(int extension, int length) {
        return ByteBuffer.allocate(200)
                .put(new byte[] {22, 3, 1, 0, 100, 1, 0, 0, 96, 3, 3})
                .position(LENGTHS)
                .put(new byte[] {0, 0, 2, 0x13, 1, 1, 0})
                .putShort((short) (4 + 4 + length))
                .putShort((short) 23)
                .putShort((short) 0)
                .putShort((short) extension)
                .putShort((short) length)
                .put(new byte[length])
                .flip();
    }

    @Test
    void findsATicketOfTls12() {
        assertEquals(true, ClientHello.read(hello(35, 16)).offersSession());
    }

    @Test
    void findsNoTicketInTheWishForOne() {
        assertFalse(ClientHello.read(hello(35, 0)).offersSession());
    }

    @Test
    void findsAKeyOfTls13() {
        assertEquals(true, ClientHello.read(hello(41, 16)).offersSession());
    }

    @Test
    void findsNoneInOtherExtensions() {
        assertFalse(ClientHello.read(hello(43, 16)).offersSession());
    }

    @Test
    void readsAnyBytes() {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);

            ClientHello.read(ByteBuffer.wrap(bytes));
        }
    }

    @Test
    void readsAnyBytesInAHello() throws Exception {
        var random = new Random(2);
        byte[] good = new byte[hello("TLSv1.3").remaining()];
        hello("TLSv1.3").get(good);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = java.util.Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int j = 0; j < 3 && bytes.length > 0; j++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }

            ClientHello.read(ByteBuffer.wrap(bytes));
        }
    }
}
