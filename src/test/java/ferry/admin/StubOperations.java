package ferry.admin;

import ferry.guard.Guard;
import ferry.session.Connections;
import java.util.List;

/** A daemon that is not there. */
record StubOperations(List<String> listening) implements Operations {
    @Override
    public Connections connections() {
        return new Connections();
    }

    @Override
    public Guard guard() {
        throw new UnsupportedOperationException();
    }
}
