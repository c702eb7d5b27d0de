package ferry.unit.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ferry.session.Limits;
import ferry.session.Limits.Room;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

final class LimitsTest {
    private final Limits limits = new Limits(3, 1);

    private Room enter(String address) {
        return limits.enter(InetAddress.ofLiteral(address));
    }

    @Test
    void takesAHalfOfAnIpv6AddressForAllOfIt() {
        assertEquals(Room.YES, enter("2001:db8::1"));
        assertEquals(Room.ADDRESS_FULL, enter("2001:db8::2:3"));
        assertEquals(Room.YES, enter("2001:db8:0:1::1"));
    }

    @Test
    void tellsIpv4AddressesApart() {
        assertEquals(Room.YES, enter("192.0.2.1"));
        assertEquals(Room.YES, enter("192.0.2.2"));
        assertEquals(Room.ADDRESS_FULL, enter("::ffff:192.0.2.1"));
    }

    @Test
    void hasRoomAgainForTheWholeNetwork() {
        enter("2001:db8::1");

        limits.leave(InetAddress.ofLiteral("2001:db8::1"));

        assertEquals(Room.YES, enter("2001:db8::2"));
    }

    @Test
    void isFullInTotal() {
        enter("192.0.2.1");
        enter("192.0.2.2");
        enter("192.0.2.3");

        assertEquals(Room.SERVER_FULL, enter("192.0.2.4"));
    }
}
