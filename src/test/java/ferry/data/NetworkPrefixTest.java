package ferry.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether two addresses are on one network, for the address in a 227 reply. */
final class NetworkPrefixTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7,   192.0.2.200, 24, true",
        "192.0.2.7,   192.0.3.7,   24, false",
        "192.0.2.7,   192.0.3.7,   23, true",
        "10.0.0.1,    10.127.0.1,  9,  true",
        "10.0.0.1,    10.128.0.1,  9,  false",
        "10.0.0.1,    11.0.0.1,    0,  true",
        "192.0.2.7,   192.0.2.7,   32, true",
        "192.0.2.7,   192.0.2.6,   32, false",
        "192.0.2.7,   192.0.2.6,   31, true",
        "192.0.2.7,   192.0.2.7,   -1, false",
        "2001:db8::1, 2001:db8::2, 64, true",
        "2001:db8::1, 192.0.2.7,   0,  false",
    })
    void isComparedBitByBit(String one, String other, int bits, boolean same) {
        byte[] first = InetAddress.ofLiteral(one).getAddress();
        byte[] second = InetAddress.ofLiteral(other).getAddress();

        assertEquals(same, PassiveAddress.samePrefix(first, second, bits));
    }

    @Test
    void isComparedAsNumbersAreThatWereShifted() {
        var random = new Random(1);
        for (int i = 0; i < 5000; i++) {
            var one = new byte[4];
            random.nextBytes(one);
            int bits = random.nextInt(33);
            byte[] other = one.clone();
            other[random.nextInt(4)] ^= (byte) (1 << random.nextInt(8));

            boolean same = shifted(one, 32 - bits).equals(shifted(other, 32 - bits));
            assertEquals(same, PassiveAddress.samePrefix(one, other, bits));
        }
    }

    private static BigInteger shifted(byte[] address, int bits) {
        return new BigInteger(1, address).shiftRight(bits);
    }

    @Test
    void isNeverTheSameInTwoFamilies() {
        assertFalse(PassiveAddress.samePrefix(new byte[4], new byte[16], 0));
    }
}
