package ferry.protocol;

import com.google.common.net.InetAddresses;
import com.google.common.primitives.Ints;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The addresses that begin with the same bits.
 *
 * @param address the first of them; an IPv4-mapped one is an IPv4 address
 * @param bits how many leading bits count, 0 to 32 or 128
 */
public record Network(InetAddress address, int bits) {
    private static final int MAPPED_BITS = 96;
    private static final int IPV4_BITS = 32;

    /** What one subscriber has of IPv6 at least: by the address alone he would be a new client at each connection. */
    private static final int IPV6_SOURCE_BITS = 64;

    /** Sets the bits that do not count to zero. */
    public Network {
        if (bits < 0 || bits > 8 * address.getAddress().length) {
            throw new IllegalArgumentException("no such prefix length");
        }
        address = masked(address.getAddress(), bits);
    }

    private static InetAddress masked(byte[] bytes, int bits) {
        for (int i = 0; i < bytes.length; i++) {
            int own = Math.clamp(bits - 8 * i, 0, 8);
            bytes[i] &= (byte) (0xff00 >> own);
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e); // of no address: these bytes come from one
        }
    }

    /** What counts as one source of connections: an IPv4 address, or the 64 bits of an IPv6 network. */
    public static Network source(InetAddress client) {
        byte[] bytes = unmapped(client.getAddress());
        int bits = bytes.length == 4 ? IPV4_BITS : IPV6_SOURCE_BITS;
        return new Network(masked(bytes, bits), bits);
    }

    /** Reads an address or a network in CIDR notation, without any look-up; nothing if it is none. */
    public static Optional<Network> parse(String text) {
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
            boolean mapped = length == IPV4_BITS && host.indexOf(':') >= 0;
            bits = number(text.substring(slash + 1)).map(given -> mapped ? given - MAPPED_BITS : given);
        }
        return bits.filter(count -> count >= 0 && count <= length).map(count -> new Network(address, count));
    }

    private static Optional<Integer> number(String digits) {
        boolean plain = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return plain ? Optional.ofNullable(Ints.tryParse(digits)) : Optional.empty();
    }

    /** Whether this address, an IPv4-mapped one being an IPv4 address, belongs to the network. */
    public boolean contains(InetAddress other) {
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

    /** Whether all addresses of the other network belong to this one. */
    public boolean contains(Network other) {
        return bits <= other.bits && contains(other.address);
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

    /** Such as {@code 192.0.2.1} or {@code 2001:db8::/64}. */
    @Override
    public String toString() {
        String text = InetAddresses.toAddrString(address);
        return bits == 8 * address.getAddress().length ? text : text + "/" + bits;
    }
}
