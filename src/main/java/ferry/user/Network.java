package ferry.user;

import com.google.common.net.InetAddresses;
import com.google.common.primitives.Ints;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/**
 * An address with the number of its leading bits that count.
 *
 * @param address the address; an IPv4-mapped one is an IPv4 address
 * @param bits 0 to 32 or 128
 */
record Network(InetAddress address, int bits) {
    private static final int MAPPED_BITS = 96;

    Network {
        if (bits < 0 || bits > 8 * address.getAddress().length) {
            throw new IllegalArgumentException("no such prefix length");
        }
    }

    /** Reads an address or a network in CIDR notation, without any look-up; nothing if it is none. */
    static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        var host = slash < 0 ? text : text.substring(0, slash);
        // A scope names an interface of this machine: it says nothing about a client.
        if (!InetAddresses.isInetAddress(host) || host.indexOf('%') >= 0) {
            return Optional.empty();
        }
        var address = InetAddresses.forString(host);
        int length = 8 * address.getAddress().length;
        var bits = Optional.of(length);
        if (slash >= 0) {
            boolean mapped = length == 32 && host.indexOf(':') >= 0;
            bits = number(text.substring(slash + 1)).map(given -> mapped ? given - MAPPED_BITS : given);
        }
        return bits.filter(count -> count >= 0 && count <= length).map(count -> new Network(address, count));
    }

    private static Optional<Integer> number(String digits) {
        boolean plain = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return plain ? Optional.ofNullable(Ints.tryParse(digits)) : Optional.empty();
    }

    /** Whether this address, an IPv4-mapped one being an IPv4 address, belongs to the network. */
    boolean contains(InetAddress other) {
        byte[] own = address.getAddress();
        byte[] bytes = unmapped(other.getAddress());
        if (own.length != bytes.length) {
            return false;
        }
        int whole = bits / 8;
        int mask = 0xff00 >> bits % 8;
        return Arrays.equals(own, 0, whole, bytes, 0, whole)
                && (bits % 8 == 0 || ((own[whole] ^ bytes[whole]) & mask & 0xff) == 0);
    }

    private static byte[] unmapped(byte[] bytes) {
        if (bytes.length != 16 || bytes[10] != -1 || bytes[11] != -1) {
            return bytes;
        }
        for (int i = 0; i < 10; i++) {
            if (bytes[i] != 0) {
                return bytes;
            }
        }
        return Arrays.copyOfRange(bytes, 12, 16);
    }
}
