package ferry.protocol;

import static ferry.protocol.ReplyCode.ADDRESS_FAMILY_NOT_SUPPORTED;

import com.google.common.base.Splitter;
import java.net.InetAddress;
import java.util.List;
import java.util.StringJoiner;

/** The long addresses of LPRT and LPSV, RFC 1639: family, length and bytes of the address, length and bytes of the port. */
public final class LongHostPort {
    private static final int IPV4 = 4;
    private static final int IPV6 = 6;
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int PORT_BYTES = 2;

    private LongHostPort() {}

    /** Reads {@code 4,4,h1,h2,h3,h4,2,p1,p2} or {@code 6,16,h1,...,h16,2,p1,p2}; 521 for another family, 501 otherwise. */
    public static HostPort parse(String argument) throws ReplyException {
        List<String> numbers = Splitter.on(',').trimResults().splitToList(argument);
        int family = HostPort.number(numbers.getFirst(), 255);
        int length = switch (family) {
            case IPV4 -> IPV4_BYTES;
            case IPV6 -> IPV6_BYTES;
            default -> throw new ReplyException(ADDRESS_FAMILY_NOT_SUPPORTED, "Supported address families are (4, 6)");
        };
        if (numbers.size() != length + PORT_BYTES + 3) {
            throw HostPort.wrong();
        }
        boolean lengths = HostPort.number(numbers.get(1), 255) == length
                && HostPort.number(numbers.get(length + 2), 255) == PORT_BYTES;
        if (!lengths) {
            throw HostPort.wrong();
        }
        var host = bytes(numbers.subList(2, length + 2));
        var port = bytes(numbers.subList(length + 3, numbers.size()));
        return new HostPort(HostPort.address(host), ((port[0] & 0xff) << 8) | (port[1] & 0xff));
    }

    /** An address and a port as a 228 reply has them. */
    public static String numbers(InetAddress address, int port) {
        byte[] host = address.getAddress();
        var text = new StringJoiner(",");
        text.add(Integer.toString(host.length == IPV4_BYTES ? IPV4 : IPV6));
        text.add(Integer.toString(host.length));
        for (byte part : host) {
            text.add(Integer.toString(part & 0xff));
        }
        return text.add("2," + (port >> 8) + "," + (port & 0xff)).toString();
    }

    private static byte[] bytes(List<String> numbers) throws ReplyException {
        var bytes = new byte[numbers.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) HostPort.number(numbers.get(i), 255);
        }
        return bytes;
    }
}
