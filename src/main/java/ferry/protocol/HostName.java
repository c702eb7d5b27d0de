package ferry.protocol;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;
import static ferry.protocol.ReplyCode.PARAMETER_NOT_IMPLEMENTED;

import com.google.common.net.InetAddresses;
import java.net.IDN;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a host as HOST takes it: RFC 7151, section 3.1. Two ways to write one name are equal: letters are lower
 * case, letters beyond ASCII stand in their ASCII form (RFC 5891), and the dot of the root is left out.
 *
 * @param text the name, an IPv4 address, or an IPv6 address in brackets
 */
public record HostName(String text) {
    private static final int LONGEST = 253;
    private static final Pattern FUTURE_ADDRESS = Pattern.compile("\\[[vV][0-9A-Fa-f]+\\.[!-Z^-~]+]");
    private static final Pattern NUMBER_AT_END = Pattern.compile("(.*\\.)?[0-9]+");

    /** Reads a name; 501 for what is none (a port is no part of it), 504 for an address of a kind that nobody knows. */
    public static HostName parse(String argument) throws ReplyException {
        String text = argument.strip();
        if (FUTURE_ADDRESS.matcher(text).matches()) {
            throw new ReplyException(PARAMETER_NOT_IMPLEMENTED, "This kind of address is not known");
        }
        return of(text).orElseThrow(() -> new ReplyException(BAD_ARGUMENT, "A host name or an address is needed"));
    }

    /** The name that this text is; nothing when it is none. */
    public static Optional<HostName> of(String text) {
        if (text.startsWith("[") && text.endsWith("]")) {
            String inside = text.substring(1, text.length() - 1);
            return Optional.of(inside)
                    .filter(address -> address.indexOf(':') >= 0 && address.indexOf('%') < 0)
                    .filter(InetAddresses::isInetAddress)
                    .map(InetAddresses::forString)
                    .map(HostName::of);
        }
        if (text.indexOf(':') < 0 && InetAddresses.isInetAddress(text)) {
            return Optional.of(of(InetAddresses.forString(text)));
        }
        return domain(text.endsWith(".") ? text.substring(0, text.length() - 1) : text);
    }

    private static HostName of(InetAddress address) {
        String text = InetAddresses.toAddrString(address);
        return new HostName(address instanceof Inet6Address ? "[" + text + "]" : text);
    }

    private static Optional<HostName> domain(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty(); // in ASCII it would be longer still, and the JDK ends with a fault
        }
        try {
            String ascii = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            boolean none = ascii.isEmpty()
                    || ascii.endsWith(".")
                    || ascii.length() > LONGEST
                    || NUMBER_AT_END.matcher(ascii).matches();
            return none ? Optional.empty() : Optional.of(new HostName(ascii));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The address, if it is one. */
    public Optional<InetAddress> address() {
        String address = text.startsWith("[") ? text.substring(1, text.length() - 1) : text;
        return InetAddresses.isInetAddress(address) ? Optional.of(InetAddresses.forString(address)) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}
