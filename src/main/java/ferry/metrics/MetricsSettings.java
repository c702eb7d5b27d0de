package ferry.metrics;

import ferry.protocol.Endpoint;
import java.util.Optional;

/**
 * How figures are shown.
 *
 * @param listen where; nothing is not at all
 * @param users how many users have figures of their own
 */
public record MetricsSettings(Optional<Endpoint> listen, int users) {}
