package ferry;

import ferry.config.ServerConfig;
import ferry.data.DataPool;
import ferry.event.Event;
import ferry.event.Events;
import ferry.event.TextLog;
import ferry.figures.Figures;
import ferry.file.DigestCache;
import ferry.guard.Ban;
import ferry.guard.Guard;
import ferry.server.SilenceWatch;
import ferry.session.Connections;
import ferry.session.Limits;
import ferry.session.Refusals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What all sessions share and what counts them, whatever plan they began with: there is one of each as long as the daemon
 * runs, and a reload gives it other settings.
 *
 * @param memory who is logged in at which host
 * @param limits counts the sessions of both protocols
 * @param connections the connections of both protocols
 * @param events what happens in them
 * @param figures what is counted
 * @param digests the digests of files
 * @param refusals what clients were refused
 * @param guard who may knock
 * @param data the threads that move bytes, and the rates of all together; with the settings of the start
 * @param silences ends the sessions whose clients are silent
 */
record Shared(
        HostMemory memory,
        Limits limits,
        Connections connections,
        Events events,
        Figures figures,
        DigestCache digests,
        Refusals refusals,
        Guard guard,
        DataPool data,
        SilenceWatch silences)
        implements Part {
    /** Starts the threads. */
    static Shared start(ServerConfig config) {
        var events = new Events();
        events.add(new TextLog());
        var figures = new Figures();
        events.add(figures);
        return new Shared(
                new HostMemory(),
                new Limits(config.maxSessions(), config.maxSessionsPerAddress()),
                new Connections(),
                events,
                figures,
                new DigestCache(Clock.systemUTC()),
                new Refusals(),
                Guard.start(config.guard(), ban -> events.publish(event(ban))),
                DataPool.start(config.data()),
                SilenceWatch.start(shortestSilence(config)));
    }

    private static Event event(Ban ban) {
        return new Event.Banned(Instant.now(), ban.network().toString(), ban.until(), ban.reason());
    }

    private static Duration shortestSilence(ServerConfig config) {
        var login = config.server().loginTimeout();
        var idle = config.session().idleTimeout();
        return idle.isZero() || login.compareTo(idle) < 0 ? login : idle;
    }

    @Override
    public Change prepare(Plan next) {
        return () -> {
            var config = next.config();
            limits.take(config.maxSessions(), config.maxSessionsPerAddress());
            guard.take(config.guard());
            next.services().data().settle();
            silences.shortest(shortestSilence(config));
            return List.of();
        };
    }

    @Override
    public void close() {
        silences.close();
        data.close();
        guard.close();
    }
}
