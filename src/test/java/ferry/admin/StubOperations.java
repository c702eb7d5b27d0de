package ferry.admin;

import ferry.figures.Figures;
import ferry.guard.Guard;
import ferry.guard.GuardSettings;
import ferry.protocol.AddressList;
import ferry.session.Connections;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A daemon that is not there. */
record StubOperations(List<String> listening) implements Operations {
    private static final Guard GUARD = Guard.start(settings(), _ -> {});

    private static GuardSettings settings() {
        var time = Duration.ofMinutes(10);
        return new GuardSettings(
                AddressList.EVERYBODY, new GuardSettings.Terms(10, time, time, time), Optional.empty(), 0, 0, 0, time);
    }

    @Override
    public Connections connections() {
        return new Connections();
    }

    @Override
    public Guard guard() {
        return GUARD;
    }

    @Override
    public Figures figures() {
        return new Figures();
    }

    @Override
    public Optional<Reload> lastReload() {
        return Optional.empty();
    }

    @Override
    public List<PassiveUse> passivePorts() {
        return List.of();
    }

    @Override
    public void drain() {}

    @Override
    public boolean draining() {
        return false;
    }

    @Override
    public List<String> reload() {
        return List.of();
    }
}
