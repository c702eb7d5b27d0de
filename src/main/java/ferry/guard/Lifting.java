package ferry.guard;

import ferry.protocol.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The end of bans, those of some networks or all, as an edit of the bans; tells what has come of it. */
public final class Lifting implements BanFile.Edit {
    private final Optional<List<Network>> networks;
    private final List<Ban> lifted = new ArrayList<>();

    private Lifting(Optional<List<Network>> networks) {
        this.networks = networks;
    }

    /** Of all bans. */
    public static Lifting all() {
        return new Lifting(Optional.empty());
    }

    /** Of those that these addresses and networks are under, or that are within them. */
    public static Lifting of(List<Network> networks) {
        return new Lifting(Optional.of(List.copyOf(networks)));
    }

    @Override
    public List<Ban> apply(List<Ban> bans) {
        lifted.clear();
        bans.stream()
                .filter(ban ->
                        networks.isEmpty() || networks.get().stream().anyMatch(network -> concerns(ban, network)))
                .forEach(lifted::add);
        return bans.stream().filter(ban -> !lifted.contains(ban)).toList();
    }

    /** An IPv6 address is under the ban of its network; a network takes all bans within it. */
    private static boolean concerns(Ban ban, Network network) {
        return ban.network().contains(network) || network.contains(ban.network());
    }

    /** The bans that ended. */
    public List<Ban> lifted() {
        return List.copyOf(lifted);
    }

    /** The networks that are under no ban. */
    public List<Network> missed() {
        return networks.orElse(List.of()).stream()
                .filter(network -> lifted.stream().noneMatch(ban -> concerns(ban, network)))
                .toList();
    }
}
