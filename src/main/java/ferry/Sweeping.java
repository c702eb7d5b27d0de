package ferry;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Keeps the sweeps of the homes to the plan: a reload that changes nothing about them does not begin them anew. */
final class Sweeping implements Part {
    private final Clock clock;
    private Optional<Sweeps> sweeps = Optional.empty();

    /** By this clock. */
    Sweeping(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Change prepare(Plan next) {
        return () -> {
            var hosts = next.services().hosts();
            var lifetime = next.config().partialLifetime();
            if (sweeps.filter(known -> known.lifetime().equals(lifetime)).isPresent()) {
                sweeps.get().over(hosts);
                return List.of();
            }
            close();
            var begun = new Sweeps(hosts, lifetime, clock);
            begun.start();
            sweeps = Optional.of(begun);
            return List.of();
        };
    }

    @Override
    public void close() {
        sweeps.ifPresent(Sweeps::close);
    }
}
