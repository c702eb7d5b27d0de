package ferry.data;

import com.google.common.base.Splitter;
import com.google.common.net.InetAddresses;
import ferry.protocol.HostName;
import ferry.protocol.Network;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which address 227 tells which clients: {@code passive.address}.
 *
 * @param rules for clients of some networks, the narrowest first
 * @param others for all others but those on the server's own networks
 */
public record ToldAddresses(List<Rule> rules, Told others) {
    /** The one that the client has reached, for everybody. */
    public static final ToldAddresses LOCAL = new ToldAddresses(List.of(), new Told(""));

    private static final String LOCAL_WORD = "local";

    /**
     * What is told.
     *
     * @param host an IPv4 address or a name; empty for the address that the client has reached
     */
    public record Told(String host) {
        /** Whether it is the address that the client has reached. */
        boolean local() {
            return host.isEmpty();
        }
    }

    /**
     * For the clients of a network.
     *
     * @param network theirs
     * @param told what they are told
     */
    public record Rule(Network network, Told told) {}

    /**
     * Reads addresses, separated by commas: one for all, and others with their network in front, such as
     * {@code ftp.example.org, 10.0.0.0/8=10.0.0.5, 192.168.0.0/16=local}; throws IllegalArgumentException that says what is
     * wrong. Nothing is looked up.
     */
    public static ToldAddresses parse(String text) {
        var rules = new ArrayList<Rule>();
        Optional<Told> others = Optional.empty();
        for (String word : Splitter.on(',').trimResults().omitEmptyStrings().split(text)) {
            int equals = word.indexOf('=');
            var told = told(word.substring(equals + 1).strip());
            if (equals >= 0) {
                var network = network(word.substring(0, equals).strip());
                if (rules.stream().anyMatch(rule -> rule.network().equals(network))) {
                    throw new IllegalArgumentException("the network " + network + " stands there twice");
                }
                rules.add(new Rule(network, told));
            } else if (others.isPresent()) {
                throw new IllegalArgumentException("one address without a network is needed, not also \"" + word
                        + "\"; others have theirs in front, such as 10.0.0.0/8=10.0.0.5");
            } else {
                others = Optional.of(told);
            }
        }
        rules.sort(Comparator.comparingInt(rule -> -rule.network().bits()));
        return new ToldAddresses(List.copyOf(rules), others.orElse(LOCAL.others()));
    }

    private static Network network(String text) {
        return Network.parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "an address or a network like 192.0.2.0/24 is needed in front of =, not \"" + text + "\""));
    }

    private static Told told(String text) {
        if (text.equals(LOCAL_WORD)) {
            return LOCAL.others();
        }
        if (InetAddresses.isInetAddress(text)
                ? !(InetAddresses.forString(text) instanceof Inet4Address)
                : HostName.of(text).isEmpty()) {
            throw new IllegalArgumentException(
                    "an IPv4 address, a DNS name or local is needed, since 227 tells IPv4 only, not \"" + text + "\"");
        }
        return new Told(text);
    }

    /** The rule that is made for this client. */
    Optional<Told> rule(InetAddress client) {
        return rules.stream()
                .filter(rule -> rule.network().contains(client))
                .findFirst()
                .map(Rule::told);
    }

    /** The names that have to be looked up. */
    Set<String> names() {
        return Stream.concat(rules.stream().map(Rule::told), Stream.of(others))
                .filter(told -> !told.local() && !InetAddresses.isInetAddress(told.host()))
                .map(Told::host)
                .collect(Collectors.toSet());
    }
}
