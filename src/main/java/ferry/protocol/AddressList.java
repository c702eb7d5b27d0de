package ferry.protocol;

import com.google.common.base.Splitter;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Client addresses: IPv4 and IPv6 addresses, networks in CIDR notation, {@code loopback} and {@code any}. */
public final class AddressList {
    /** The empty list, which allows everybody. */
    public static final AddressList EVERYBODY = new AddressList(List.of());

    private static final List<Network> LOOPBACK = List.of(network("127.0.0.0", 8), network("::1", 128));
    private static final List<Network> ANY = List.of(network("0.0.0.0", 0), network("::", 0));

    private final List<Network> networks;

    private AddressList(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /** Reads words separated by commas; throws IllegalArgumentException that names the wrong one. Nothing is looked up. */
    public static AddressList parse(String words) {
        var networks = new ArrayList<Network>();
        for (String word : Splitter.on(',').trimResults().omitEmptyStrings().split(words)) {
            switch (word.toLowerCase(Locale.ROOT)) {
                case "loopback" -> networks.addAll(LOOPBACK);
                case "any" -> networks.addAll(ANY);
                default -> networks.add(Network.parse(word).orElseThrow(() -> wrong(word)));
            }
        }
        return new AddressList(networks);
    }

    /** Whether a client of this address is allowed; an empty list allows everybody. */
    public boolean allows(InetAddress client) {
        return networks.isEmpty() || contains(client);
    }

    /** Whether this address is in the list; an empty list has none. */
    public boolean contains(InetAddress client) {
        return networks.stream().anyMatch(network -> network.contains(client));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressList list && networks.equals(list.networks);
    }

    @Override
    public int hashCode() {
        return networks.hashCode();
    }

    private static Network network(String address, int bits) {
        return new Network(InetAddresses.forString(address), bits);
    }

    private static IllegalArgumentException wrong(String word) {
        return new IllegalArgumentException(
                "addresses, networks like 192.0.2.0/24, \"loopback\" or \"any\" are needed, not \"" + word + "\"");
    }
}
