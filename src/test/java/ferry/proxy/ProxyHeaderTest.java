package ferry.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers of the PROXY protocol, byte by byte. */
final class ProxyHeaderTest {
    private static final byte[] BEHIND = "USER anna\r\n".getBytes(ISO_8859_1);
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String V4 = "cb007107" + "c6336401" + "dc04" + "0015"; // 203.0.113.7:56324 to 198.51.100.1:21
    private static final Optional<Ends> ENDS_V4 = ends("203.0.113.7", "198.51.100.1");
    private static final Optional<Ends> ENDS_V6 = ends("2001:db8::7", "2001:db8::1");

    private static Optional<Ends> ends(String client, String server) {
        return Optional.of(new Ends(
                new InetSocketAddress(InetAddress.ofLiteral(client), 56_324),
                new InetSocketAddress(InetAddress.ofLiteral(server), 21),
                true));
    }

    /** Reads a header, and checks that nothing behind it was read. */
    private static Optional<Ends> read(byte[] header) throws IOException {
        var in = new ByteArrayInputStream(ByteBuffer.allocate(header.length + BEHIND.length)
                .put(header)
                .put(BEHIND)
                .array());
        var ends = ProxyHeader.read(count -> {
            byte[] bytes = in.readNBytes(count);
            if (bytes.length < count) {
                throw new EOFException();
            }
            return bytes;
        });
        assertArrayEquals(BEHIND, in.readAllBytes());
        return ends;
    }

    private static Optional<Ends> readText(String header) throws IOException {
        return read(header.getBytes(ISO_8859_1));
    }

    /** Reads a header of version 2 of this command, family and block. */
    private static Optional<Ends> readBinary(String command, String block) throws IOException {
        String length = HexFormat.of().toHexDigits((short) (block.length() / 2));
        return read(HexFormat.of().parseHex(SIGNATURE + command + length + block));
    }

    @Test
    void readsALineOfIpv4() throws IOException {
        assertEquals(ENDS_V4, readText("PROXY TCP4 203.0.113.7 198.51.100.1 56324 21\r\n"));
    }

    @Test
    void readsALineOfIpv6() throws IOException {
        assertEquals(ENDS_V6, readText("PROXY TCP6 2001:db8::7 2001:DB8:0:0:0:0:0:1 56324 21\r\n"));
    }

    @Test
    void readsTheShortestLine() throws IOException {
        assertEquals(
                Optional.of("/1.1.1.1:1"),
                readText("PROXY TCP4 1.1.1.1 1.1.1.1 1 1\r\n")
                        .map(ends -> ends.client().toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY UNKNOWN\r\n",
                "PROXY UNKNOWN ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
                        + " 65535 65535\r\n",
                "PROXY UNKNOWN \rwhatever\r\n"
            })
    void readsThatTheClientIsNotKnown(String header) throws IOException {
        assertEquals(Optional.empty(), readText(header));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY TCP4 203.0.113.7 198.51.100.1 56324 21\n\r\n",
                "PROXY TCP4  203.0.113.7 198.51.100.1 56324 21\r\n",
                "PROXY TCP4 203.0.113.7 198.51.100.1 56324 21 \r\n",
                "PROXY TCP4 203.0.113.7 198.51.100.1 56324\r\n",
                "PROXY TCP4 203.0.113.7 198.51.100.1 056324 21\r\n",
                "PROXY TCP4 203.0.113.7 198.51.100.1 65536 21\r\n",
                "PROXY TCP4 203.0.113.7 198.51.100.1 -1 21\r\n",
                "PROXY TCP4 203.0.113.7 198.51.100.1 +1 21\r\n",
                "PROXY TCP4 203.0.113.007 198.51.100.1 56324 21\r\n",
                "PROXY TCP4 203.0.113 198.51.100.1 56324 21\r\n",
                "PROXY TCP4 203.0.113.256 198.51.100.1 56324 21\r\n",
                "PROXY TCP4 localhost 198.51.100.1 56324 21\r\n",
                "PROXY TCP4 ::1 ::1 56324 21\r\n",
                "PROXY TCP6 203.0.113.7 198.51.100.1 56324 21\r\n",
                "PROXY TCP6 fe80::1%eth0 2001:db8::1 56324 21\r\n",
                "PROXY TCP5 203.0.113.7 198.51.100.1 56324 21\r\n",
                "PROXY UDP4 203.0.113.7 198.51.100.1 56324 21\r\n",
                "PROXY UNKNOWNS\r\n",
                "proxy TCP4 203.0.113.7 198.51.100.1 56324 21\r\n",
                "PROXYTCP4 203.0.113.7 198.51.100.1 56324 21\r\n",
                "USER anna\r\nPASS secret\r\n",
                "\r\n\r\n\0\r\nQUIT\r\n\r\n"
            })
    void refusesOtherLines(String header) {
        assertThrows(ProxyHeaderException.class, () -> readText(header));
    }

    @Test
    void refusesALineThatIsTooLong() throws IOException {
        String longest = "PROXY UNKNOWN " + "x".repeat(107 - 16) + "\r\n";

        assertEquals(Optional.empty(), readText(longest));
        assertThrows(ProxyHeaderException.class, () -> readText("PROXY UNKNOWN " + "x".repeat(107 - 15) + "\r\n"));
    }

    @Test
    void readsIpv4InBinary() throws IOException {
        assertEquals(ENDS_V4, readBinary("2111", V4));
    }

    @Test
    void readsIpv6InBinary() throws IOException {
        String block = "20010db8000000000000000000000007" + "20010db8000000000000000000000001" + "dc04" + "0015";

        assertEquals(ENDS_V6, readBinary("2121", block));
    }

    @Test
    void passesOverValuesThatItDoesNotKnow() throws IOException {
        assertEquals(ENDS_V4, readBinary("2111", V4 + "01" + "0003" + "667470" + "04" + "0000" + "ea" + "0001" + "ff"));
    }

    @Test
    void takesTheRightChecksumOnly() throws IOException {
        var sum = new java.util.zip.CRC32C();
        sum.update(HexFormat.of().parseHex(SIGNATURE + "2111" + "0017" + V4 + "03000400000000" + "040001" + "00"));
        String right = HexFormat.of().toHexDigits((int) sum.getValue());
        String wrong = HexFormat.of().toHexDigits((int) sum.getValue() ^ 1);

        assertEquals(ENDS_V4, readBinary("2111", V4 + "030004" + right + "040001" + "00"));
        assertThrows(ProxyHeaderException.class, () -> readBinary("2111", V4 + "030004" + wrong + "040001" + "00"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2000", "2011", "2100", "20ff"})
    void leavesAConnectionOfTheProxyItselfAsItIs(String command) throws IOException {
        assertEquals(Optional.empty(), readBinary(command, ""));
        assertEquals(Optional.empty(), readBinary(command, V4 + "ff"));
    }

    @Test
    void leavesAClientOnTheMachineOfTheProxyAsItIs() throws IOException {
        assertEquals(Optional.empty(), readBinary("2131", "61".repeat(216)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1111", "3111", "2211", "2f11", "2112", "2110", "2113", "2141", "21f1", "2101"})
    void refusesOtherVersionsCommandsAndFamilies(String command) {
        assertThrows(ProxyHeaderException.class, () -> readBinary(command, V4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2111", "2121", "2131"})
    void refusesAHeaderThatIsTooShortForItsAddresses(String command) {
        assertThrows(ProxyHeaderException.class, () -> readBinary(command, V4.substring(2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"04", "0400", "040001", "0400020000ff", "03000100", "030005" + "0000000000"})
    void refusesValuesOfAWrongLength(String values) {
        assertThrows(ProxyHeaderException.class, () -> readBinary("2111", V4 + values));
    }

    @Test
    void saysWhenTheHeaderEndsEarly() {
        byte[] header = "PROXY TCP4 203.0.113.7".getBytes(ISO_8859_1);
        var in = new ByteArrayInputStream(header);

        assertThrows(
                EOFException.class,
                () -> ProxyHeader.read(count -> {
                    byte[] bytes = in.readNBytes(count);
                    if (bytes.length < count) {
                        throw new EOFException();
                    }
                    return bytes;
                }));
    }
}
