package ferry.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Version 2 of the header: a signature, four bytes, addresses, and values with a type and a length (TLVs). */
final class BinaryHeader {
    private static final int FIXED = 4;
    private static final int VERSION = 0x20;
    private static final int LOCAL = 0;
    private static final int PROXY = 1;
    private static final int UNSPECIFIED = 0;
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;
    private static final int UNIX = 3;
    private static final int STREAM = 1;
    private static final int UNIX_BYTES = 216;
    private static final int CHECKSUM = 0x03;
    private static final int CHECKSUM_BYTES = 4;

    private BinaryHeader() {}

    /** Reads what is behind the signature. */
    static Optional<Ends> read(ProxyHeader.Source source) throws IOException {
        byte[] fixed = source.next(FIXED);
        int command = (fixed[0] & 0xff) - VERSION;
        if (command != LOCAL && command != PROXY) {
            throw new ProxyHeaderException("a PROXY header of another version or command");
        }
        int family = (fixed[1] & 0xff) >> 4;
        int transport = fixed[1] & 0x0f;
        byte[] rest = source.next(ByteBuffer.wrap(fixed).getShort(2) & 0xffff);
        if (command == LOCAL || (family == UNSPECIFIED && transport == UNSPECIFIED)) {
            return Optional.empty(); // what stands in it is to be ignored
        }
        if (transport != STREAM) {
            throw new ProxyHeaderException("a PROXY header for another protocol than TCP");
        }
        var block = ByteBuffer.wrap(rest);
        var ends = ends(family, block);
        checkValues(fixed, block);
        return ends;
    }

    private static Optional<Ends> ends(int family, ByteBuffer block) throws IOException {
        int length = switch (family) {
            case IPV4 -> 4;
            case IPV6 -> 16;
            case UNIX -> UNIX_BYTES / 2;
            default -> throw new ProxyHeaderException("a PROXY header with an address of an unknown kind");
        };
        int ports = family == UNIX ? 0 : 2 * Short.BYTES;
        if (block.remaining() < 2 * length + ports) {
            throw new ProxyHeaderException("a PROXY header that is too short for its addresses");
        }
        var client = new byte[length];
        var server = new byte[length];
        block.get(client).get(server);
        return family == UNIX
                ? Optional.empty() // the proxy's client is on its machine, and has no address
                : Optional.of(new Ends(place(client, block), place(server, block), true));
    }

    private static InetSocketAddress place(byte[] address, ByteBuffer ports) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(address), ports.getShort() & 0xffff);
    }

    /** Checks that the values are whole, and the checksum if there is one; all others may be whatever they are. */
    private static void checkValues(byte[] fixed, ByteBuffer block) throws ProxyHeaderException {
        while (block.hasRemaining()) {
            if (block.remaining() < 1 + Short.BYTES) {
                throw new ProxyHeaderException("a PROXY header that ends within a value");
            }
            int type = block.get() & 0xff;
            int length = block.getShort() & 0xffff;
            if (length > block.remaining() || (type == CHECKSUM && length != CHECKSUM_BYTES)) {
                throw new ProxyHeaderException("a PROXY header with a value of a wrong length");
            }
            if (type == CHECKSUM && block.getInt(block.position()) != checksum(fixed, block)) {
                throw new ProxyHeaderException("a PROXY header whose checksum is wrong");
            }
            block.position(block.position() + length);
        }
    }

    /** That of the whole header, with zeros in its own place, which is the next of the block. */
    private static int checksum(byte[] fixed, ByteBuffer block) {
        var sum = new CRC32C();
        sum.update(ProxyHeader.SIGNATURE);
        sum.update(fixed);
        sum.update(block.slice(0, block.position()));
        sum.update(new byte[CHECKSUM_BYTES]);
        int behind = block.position() + CHECKSUM_BYTES;
        sum.update(block.slice(behind, block.limit() - behind));
        return (int) sum.getValue();
    }
}
