package ferry.config;

import static ferry.config.Key.METRICS_LISTEN;
import static ferry.config.Key.METRICS_USERS;

import ferry.metrics.MetricsSettings;
import ferry.protocol.Endpoint;
import java.util.Optional;

/**
 * Reads how figures are shown.
 *
 * @param settings the values of the keys
 */
record MetricsReader(Settings settings) {
    private static final int MOST_USERS = 10_000;

    /** The settings of the metrics. */
    MetricsSettings read() {
        return new MetricsSettings(
                settings.read(
                        METRICS_LISTEN, text -> text.isEmpty() ? Optional.empty() : Optional.of(Endpoint.parse(text))),
                settings.read(METRICS_USERS, MetricsReader::users));
    }

    private static int users(String text) {
        int users = Readers.limitOrOff(text);
        if (users > MOST_USERS) {
            throw new IllegalArgumentException("off, or a number from 1 to " + MOST_USERS + " is needed");
        }
        return users;
    }
}
