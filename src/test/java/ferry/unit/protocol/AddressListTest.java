package ferry.unit.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.net.InetAddresses;
import ferry.protocol.AddressList;
import java.net.Inet6Address;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressListTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.7                 | 192.0.2.7
            192.0.2.0/24              | 192.0.2.255
            192.0.2.77/24             | 192.0.2.1
            192.0.2.128/25            | 192.0.2.128
            10.0.0.0/8, 192.0.2.7     | 192.0.2.7
            172.16.0.0/12             | 172.31.255.255
            0.0.0.0/0                 | 203.0.113.1
            192.0.2.7/32              | 192.0.2.7
            2001:db8::7               | 2001:db8:0:0::7
            2001:db8::/32             | 2001:db8:ffff::1
            2001:db8:80::/41          | 2001:db8:ff::1
            ::ffff:192.0.2.0/120      | 192.0.2.9
            ::ffff:192.0.2.7          | 192.0.2.7
            loopback                  | 127.0.0.1
            loopback                  | 127.3.2.1
            loopback                  | ::1
            192.0.2.7,  Loopback      | ::1
            any                       | 203.0.113.1
            any                       | 2001:db8::1
            """)
    void allows(String words, String client) {
        assertTrue(AddressList.parse(words).allows(InetAddresses.forString(client)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.7            | 192.0.2.8
            192.0.2.0/24         | 192.0.3.0
            192.0.2.128/25       | 192.0.2.127
            172.16.0.0/12        | 172.32.0.0
            192.0.2.7/32         | 192.0.2.6
            2001:db8::/32        | 2001:db9::1
            2001:db8:80::/41     | 2001:db8:7f::1
            0.0.0.0/0            | ::1
            ::/0                 | 127.0.0.1
            loopback             | 128.0.0.1
            loopback             | ::2
            loopback             | 2001:db8::ffff:7f00:1
            """)
    void refuses(String words, String client) {
        assertFalse(AddressList.parse(words).allows(InetAddresses.forString(client)));
    }

    @Test
    void takesAMappedClientForAnIpv4One() throws UnknownHostException {
        var bytes = InetAddresses.forString("2001:db8::7f00:1").getAddress();
        Arrays.fill(bytes, 0, 10, (byte) 0);
        bytes[10] = -1;
        bytes[11] = -1;
        var mapped = Inet6Address.getByAddress("", bytes, 0);

        assertTrue(AddressList.parse("loopback").allows(mapped));
        assertFalse(AddressList.parse("::/0").allows(mapped));
    }

    @Test
    void allowsEverybodyWhenEmpty() {
        assertTrue(AddressList.parse("").allows(InetAddresses.forString("203.0.113.1")));
        assertTrue(AddressList.EVERYBODY.allows(InetAddresses.forString("2001:db8::1")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost", "example.org", "192.0.2", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/", "192.0.2.0/+8",
                "192.0.2.256", "2001:db8::/129", "::ffff:192.0.2.0/95", "fe80::1%1", "/8", "192.0.2.0/8/8",
                        "192.0.2.0/99999999999"
            })
    void refusesWhatIsNoAddress(String word) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> AddressList.parse("127.0.0.1, " + word));

        assertEquals(
                "addresses, networks like 192.0.2.0/24, \"loopback\" or \"any\" are needed, not \"" + word + "\"",
                refusal.getMessage());
    }
}
