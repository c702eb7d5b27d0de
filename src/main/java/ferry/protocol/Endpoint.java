package ferry.protocol;

import com.google.common.base.Splitter;
import com.google.common.net.HostAndPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * A place to listen at: {@code HOST:PORT}, {@code [V6]:PORT}, or {@code *:PORT} for all addresses of both families.
 *
 * @param host a name, an address, or {@code *}
 * @param port 0 to 65535; 0 stands for any free port
 */
public record Endpoint(String host, int port) {
    private static final String ALL = "*";

    /** Checks the port. */
    public Endpoint {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port out of 0 to 65535");
        }
    }

    /** Reads one endpoint; throws IllegalArgumentException that says what is wrong. */
    public static Endpoint parse(String text) {
        boolean all = text.startsWith(ALL + ":");
        var parsed = HostAndPort.fromString(all ? "all" + text.substring(1) : text);
        if (!parsed.hasPort() || parsed.getHost().isEmpty()) {
            throw new IllegalArgumentException("HOST:PORT is needed, not \"" + text + "\"");
        }
        return new Endpoint(all ? ALL : parsed.getHost(), parsed.getPort());
    }

    /** Reads endpoints separated by commas; an empty text has none. */
    public static List<Endpoint> parseAll(String text) {
        var endpoints = new ArrayList<Endpoint>();
        for (String part : Splitter.on(',').trimResults().omitEmptyStrings().split(text)) {
            endpoints.add(parse(part));
        }
        return List.copyOf(endpoints);
    }

    /** The address to bind; a name is looked up. */
    public InetSocketAddress address() throws UnknownHostException {
        return host.equals(ALL)
                ? new InetSocketAddress(port)
                : new InetSocketAddress(InetAddress.getByName(host), port);
    }

    /** The same host with the port that was given by the system. */
    public Endpoint withPort(int bound) {
        return new Endpoint(host, bound);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
