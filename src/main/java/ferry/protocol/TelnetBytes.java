package ferry.protocol;

/** The bytes of RFC 854 that have a meaning on a control connection. */
public final class TelnetBytes {
    /** Interpret As Command: the next byte is a Telnet command. */
    public static final int IAC = 255;
    /** The first of the four commands that carry an option: WILL, WONT, DO, DONT. */
    public static final int WILL = 251;
    /** Refuses an option of the other side. */
    public static final int WONT = 252;
    /** Asks for an option. */
    public static final int DO = 253;
    /** Refuses to carry out an option. */
    public static final int DONT = 254;
    /** Subnegotiation begin. */
    public static final int SB = 250;
    /** Subnegotiation end. */
    public static final int SE = 240;

    private TelnetBytes() {}

    /** The same bytes with each 255 doubled. */
    public static byte[] escaped(byte[] bytes) {
        int extra = 0;
        for (byte b : bytes) {
            if ((b & 0xff) == IAC) {
                extra++;
            }
        }
        if (extra == 0) {
            return bytes;
        }
        var escaped = new byte[bytes.length + extra];
        int to = 0;
        for (byte b : bytes) {
            escaped[to++] = b;
            if ((b & 0xff) == IAC) {
                escaped[to++] = b;
            }
        }
        return escaped;
    }
}
