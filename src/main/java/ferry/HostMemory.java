package ferry;

import ferry.user.Logins;
import ferry.user.RightSecrets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is remembered of each host through reloads, by its name: who is logged in, and which secrets were right. */
final class HostMemory {
    private final Map<String, Logins> logins = new ConcurrentHashMap<>();
    private final Map<Cache, RightSecrets> secrets = new ConcurrentHashMap<>();

    private record Cache(String host, Duration time) {}

    /** Who is logged in at this host. */
    Logins logins(String host) {
        return logins.computeIfAbsent(host, _ -> new Logins());
    }

    /** The secrets that were right at this host within this time. */
    RightSecrets secrets(String host, Duration time) {
        var cache = new Cache(host, time);
        secrets.keySet().removeIf(other -> other.host().equals(host) && !other.equals(cache));
        return secrets.computeIfAbsent(cache, _ -> RightSecrets.remembered(time));
    }
}
