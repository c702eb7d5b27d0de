package ferry.guard;

import ferry.protocol.AddressList;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Whom the daemon lets knock, and how often.
 *
 * @param trusted addresses that are never banned, and as fast as they like
 * @param terms when a source is banned, and for how long
 * @param file where bans are kept; nothing for the memory alone
 * @param connectionsPerSecond how many connections a source may begin within a second; 0 is no limit
 * @param commandsPerSecond how many commands a session may give within a second; 0 is no limit
 * @param unauthenticated how many sessions may wait for their login; 0 is no limit
 * @param longestPause how long an answer to a wrong password may be held back
 */
public record GuardSettings(
        AddressList trusted,
        Terms terms,
        Optional<Path> file,
        int connectionsPerSecond,
        int commandsPerSecond,
        int unauthenticated,
        Duration longestPause) {
    /**
     * When a source is banned, and for how long.
     *
     * @param failures so many failed logins; 0 is never
     * @param window within this time
     * @param time the first time for so long; each time after that for twice as long
     * @param longest at most for so long, and so long a ban that has ended is remembered
     */
    public record Terms(int failures, Duration window, Duration time, Duration longest) {}
}
