package ferry.guard;

import ferry.protocol.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * A ban, in force or remembered.
 *
 * @param network who is banned
 * @param until when it ends
 * @param times the how many-th it is of this source; 0 is one that the administrator has made
 * @param reason why, without control characters
 */
public record Ban(Network network, Instant until, int times, String reason) {
    /** The edit that puts it in the place of the network's ban, if there is one. */
    public static BanFile.Edit making(Ban ban) {
        return bans -> Stream.concat(
                        bans.stream().filter(each -> !each.network().equals(ban.network())), Stream.of(ban))
                .toList();
    }

    /** Whether it is in force. */
    public boolean holds(Instant now) {
        return now.isBefore(until);
    }

    /** Whether the administrator has made it. */
    public boolean byHand() {
        return times == 0;
    }

    /** Whether it is over, and has been for so long that the next one is the first again. */
    boolean forgotten(Instant now, Duration memory) {
        return !holds(now) && (byHand() || !now.isBefore(until.plus(memory)));
    }
}
