package ferry;

import ferry.event.Events;
import ferry.log.EventLogs;
import ferry.properties.FaultyFileException;
import java.time.ZoneId;
import java.util.List;

/** Keeps xferlog and JSON lines to the plan. Each reload closes and opens their files, whoever has renamed them. */
final class Records implements Part {
    private final EventLogs logs;

    /** Of these events. */
    Records(Events events) {
        logs = new EventLogs(events, ZoneId.systemDefault());
    }

    @Override
    public Change prepare(Plan next) throws FaultyFileException {
        var settings = EventLogs.check(next.config().log());
        return () -> {
            logs.take(settings);
            return List.of();
        };
    }

    @Override
    public void close() {
        logs.close();
    }
}
