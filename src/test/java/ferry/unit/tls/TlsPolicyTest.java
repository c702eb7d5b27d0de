package ferry.unit.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ferry.tls.SessionReuse;
import ferry.tls.TlsPolicy;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TlsPolicyTest {
    private static final TlsPolicy STRICT = new TlsPolicy(true, true, SessionReuse.REQUIRE, true);

    @Test
    void demandsNothingButAnEndInOrderWhenNothingIsSaid() {
        assertEquals(new TlsPolicy(false, false, SessionReuse.ACCEPT, true), TlsPolicy.DEFAULT);
    }

    @Test
    void staysAsItIsWithoutExceptions() {
        assertEquals(STRICT, STRICT.with(TlsPolicy.Exceptions.NONE));
    }

    @Test
    void takesEachExceptionAlone() {
        var none = Optional.<Boolean>empty();
        var reuse = Optional.<SessionReuse>empty();
        var no = Optional.of(false);

        assertEquals(
                new TlsPolicy(false, true, SessionReuse.REQUIRE, true),
                STRICT.with(new TlsPolicy.Exceptions(no, none, reuse, none)));
        assertEquals(
                new TlsPolicy(true, false, SessionReuse.REQUIRE, true),
                STRICT.with(new TlsPolicy.Exceptions(none, no, reuse, none)));
        assertEquals(
                new TlsPolicy(true, true, SessionReuse.OFF, true),
                STRICT.with(new TlsPolicy.Exceptions(none, none, Optional.of(SessionReuse.OFF), none)));
        assertEquals(
                new TlsPolicy(true, true, SessionReuse.REQUIRE, false),
                STRICT.with(new TlsPolicy.Exceptions(none, none, reuse, no)));
    }

    @Test
    void canBeStricterForOne() {
        var yes = Optional.of(true);

        assertEquals(
                STRICT,
                TlsPolicy.DEFAULT.with(
                        new TlsPolicy.Exceptions(yes, yes, Optional.of(SessionReuse.REQUIRE), Optional.empty())));
    }
}
