package ferry.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.net.InetAddresses;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Version 1 of the header: a line such as {@code PROXY TCP4 192.0.2.1 198.51.100.1 56324 21}. */
final class TextHeader {
    private static final String BEGIN = "PROXY ";
    private static final String UNKNOWN = "PROXY UNKNOWN";
    /** With its line end, which is as long as the specification has it. */
    private static final int LONGEST = 107;

    private static final int SHORTEST = UNKNOWN.length() + 2;
    private static final int WORDS = 6;
    private static final int LONGEST_PORT = 5;
    private static final int LAST_PORT = 65_535;
    private static final CharMatcher DIGITS = CharMatcher.inRange('0', '9');
    private static final CharMatcher V4 = DIGITS.or(CharMatcher.is('.'));
    private static final CharMatcher V6 =
            V4.or(CharMatcher.is(':')).or(CharMatcher.inRange('a', 'f')).or(CharMatcher.inRange('A', 'F'));

    private TextHeader() {}

    /** Reads the rest of a header that begins like this. */
    static Optional<Ends> read(byte[] first, ProxyHeader.Source source) throws IOException {
        var line = new StringBuilder(text(first));
        if (line.indexOf(BEGIN) != 0) {
            throw new ProxyHeaderException("no PROXY header");
        }
        line.append(text(source.next(SHORTEST - line.length())));
        while (line.indexOf("\r\n") < 0) {
            int missing = line.charAt(line.length() - 1) == '\r' ? 1 : 2; // the line end is never read beyond
            if (line.length() + missing > LONGEST) {
                throw new ProxyHeaderException("a PROXY header that is too long");
            }
            line.append(text(source.next(missing)));
        }
        return parse(line.substring(0, line.length() - 2));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    private static Optional<Ends> parse(String line) throws ProxyHeaderException {
        if (line.equals(UNKNOWN) || line.startsWith(UNKNOWN + " ")) {
            return Optional.empty(); // whatever stands behind it is to be ignored
        }
        var words = Splitter.on(' ').splitToList(line);
        boolean v4 = words.get(1).equals("TCP4");
        if (words.size() != WORDS || !(v4 || words.get(1).equals("TCP6"))) {
            throw new ProxyHeaderException("a PROXY header of version 1 with other words than it has");
        }
        return Optional.of(
                new Ends(place(v4, words.get(2), words.get(4)), place(v4, words.get(3), words.get(5)), true));
    }

    private static InetSocketAddress place(boolean v4, String address, String port) throws ProxyHeaderException {
        boolean right = v4 ? V4.matchesAllOf(address) : V6.matchesAllOf(address) && address.indexOf(':') >= 0;
        if (!right || !InetAddresses.isInetAddress(address)) {
            throw new ProxyHeaderException("a PROXY header with a wrong address");
        }
        return new InetSocketAddress(InetAddresses.forString(address), port(port));
    }

    private static int port(String text) throws ProxyHeaderException {
        boolean right = !text.isEmpty()
                && text.length() <= LONGEST_PORT
                && DIGITS.matchesAllOf(text)
                && (text.equals("0") || text.charAt(0) != '0');
        if (!right || Integer.parseInt(text) > LAST_PORT) {
            throw new ProxyHeaderException("a PROXY header with a wrong port");
        }
        return Integer.parseInt(text);
    }
}
