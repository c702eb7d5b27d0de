package ferry.protocol;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;
import static ferry.protocol.ReplyCode.NETWORK_PROTOCOL_NOT_SUPPORTED;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * An address and a port as PORT and EPRT carry them. Never a name: nothing here asks the DNS.
 *
 * @param address the address
 * @param port 0 to 65535
 */
public record HostPort(InetAddress address, int port) {
    private static final CharMatcher DIGITS = CharMatcher.inRange('0', '9');

    /**
     * Reads {@code h1,h2,h3,h4,p1,p2}, RFC 959, section 4.1.2; 501 otherwise. Blanks around the numbers do no harm, nor
     * do brackets around all of them, which devices take over from the reply to PASV.
     */
    public static HostPort parse(String argument) throws ReplyException {
        List<String> numbers = Splitter.on(',').trimResults().splitToList(withoutBrackets(argument.strip()));
        if (numbers.size() != 6) {
            throw wrong();
        }
        var bytes = new byte[6];
        for (int i = 0; i < 6; i++) {
            bytes[i] = (byte) number(numbers.get(i), 255);
        }
        int port = ((bytes[4] & 0xff) << 8) | (bytes[5] & 0xff);
        return new HostPort(address(new byte[] {bytes[0], bytes[1], bytes[2], bytes[3]}), port);
    }

    /** Reads {@code |1|132.235.1.2|6275|}, RFC 2428, section 2, with any delimiter; 522 for an unknown protocol, 501 otherwise. */
    public static HostPort parseExtended(String argument) throws ReplyException {
        String text = argument.strip();
        if (text.isEmpty() || text.charAt(0) < 33 || text.charAt(0) > 126) {
            throw wrong();
        }
        List<String> parts = Splitter.on(text.charAt(0)).splitToList(text);
        if (parts.size() != 5 || !parts.getFirst().isEmpty() || !parts.getLast().isEmpty()) {
            throw wrong();
        }
        boolean v4 = switch (parts.get(1)) {
            case "1" -> true;
            case "2" -> false;
            default ->
                throw new ReplyException(NETWORK_PROTOCOL_NOT_SUPPORTED, "Network protocol not supported, use (1,2)");
        };
        String host = parts.get(2);
        if (host.indexOf('%') >= 0 || !InetAddresses.isInetAddress(host) || (host.indexOf(':') < 0) != v4) {
            throw wrong();
        }
        return new HostPort(InetAddresses.forString(host), number(parts.get(3), 65_535));
    }

    private static String withoutBrackets(String text) {
        return text.startsWith("(") && text.endsWith(")") ? text.substring(1, text.length() - 1) : text;
    }

    /** The six numbers of a 227 reply; only for an IPv4 address. */
    public static String numbers(Inet4Address address, int port) {
        return address.getHostAddress().replace('.', ',') + "," + (port >> 8) + "," + (port & 0xff);
    }

    /** A decimal number from 0 to {@code most}. */
    static int number(String digits, int most) throws ReplyException {
        if (digits.isEmpty() || digits.length() > 5 || !DIGITS.matchesAllOf(digits)) {
            throw wrong();
        }
        int number = Integer.parseInt(digits);
        if (number > most) {
            throw wrong();
        }
        return number;
    }

    /** The address of these bytes. */
    static InetAddress address(byte[] bytes) throws ReplyException {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw wrong();
        }
    }

    /** 501. */
    static ReplyException wrong() {
        return new ReplyException(BAD_ARGUMENT, "Address or port is not well formed");
    }
}
