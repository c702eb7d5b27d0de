package ferry.server;

import ferry.protocol.Escaped;
import ferry.protocol.NameCoding;
import ferry.protocol.TelnetBytes;
import ferry.tls.TlsChannel;
import ferry.tls.TlsException;
import java.io.Flushable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Reads the lines of a control connection and peels off its Telnet layer (RFC 854; RFC 1123, section 4.1.2.12): a
 * doubled IAC is a byte of text, all other Telnet commands, Synch among them, are skipped. A line ends in CR LF or LF;
 * CRs before the end of a line and NULs before its beginning, which some devices send, are no part of it.
 *
 * <p>Holds one small buffer, which grows up to the longest line. Not for two threads.
 */
final class LineReader {
    /** What came. */
    sealed interface Input {
        /**
         * A line.
         *
         * @param text without the line end
         */
        record Line(String text) implements Input {}

        /** What came instead of a line. */
        enum Other implements Input {
            /** A line that is too long; it is skipped up to its end. */
            TOO_LONG,
            /** The client has closed, or the connection broke. */
            END,
            /** The client begins TLS where none is to begin. */
            TLS
        }
    }

    private static final Logger LOG = LogManager.getLogger(LineReader.class);
    private static final int LONGEST = 8192;
    private static final int SMALL = 256;
    private static final int TLS_HANDSHAKE = 0x16;

    /** Where in a Telnet command the reader is. */
    private enum Telnet {
        TEXT,
        COMMAND,
        OPTION,
        SUBNEGOTIATION,
        SUBNEGOTIATION_COMMAND
    }

    private ControlStream in;
    private final byte[] received = new byte[SMALL];
    private int next;
    private int filled;
    private byte[] line = new byte[SMALL];
    private int length;
    private boolean tooLong;
    private boolean first = true;
    private volatile boolean receiving;
    private Telnet telnet = Telnet.TEXT;

    /** Reads from this stream, which belongs to the caller. */
    LineReader(ControlStream in) {
        this.in = in;
    }

    /** What a look at the connection shows. */
    enum Look {
        /** Bytes that are not taken yet. */
        MORE,
        /** Nothing came in time. */
        NOTHING,
        /** The client has closed, or the connection broke. */
        END
    }

    /** Waits for bytes up to this {@link System#nanoTime}, and leaves them for {@link #next}. */
    Look look(long deadline) {
        if (hasMore()) {
            return Look.MORE;
        }
        try {
            receive(deadline);
            return filled > 0 ? Look.MORE : Look.END;
        } catch (SocketTimeoutException e) {
            return Look.NOTHING;
        } catch (IOException e) {
            return Look.END;
        }
    }

    /** What there is to read, without waiting for it and without taking it. */
    Look glance() {
        if (hasMore()) {
            return Look.MORE;
        }
        try {
            next = 0;
            filled = 0;
            int count = in.readAtOnce(received);
            filled = Math.max(0, count);
            return count > 0 ? Look.MORE : count == 0 ? Look.NOTHING : Look.END;
        } catch (IOException e) {
            return Look.END;
        }
    }

    /** Whether bytes have come that are not yet part of a line. */
    boolean hasMore() {
        return next < filled || length > 0 || tooLong || telnet != Telnet.TEXT;
    }

    /** Reads from another stream from now on, as if nothing had come before. */
    void readFrom(ControlStream other) {
        in = other;
        next = 0;
        filled = 0;
        length = 0;
        tooLong = false;
        first = true;
        telnet = Telnet.TEXT;
    }

    /**
     * The next line; waits for it, and before that lets the replies to earlier ones go. Whoever is tired of waiting closes
     * the connection.
     */
    Input next(NameCoding coding, Flushable replies) {
        try {
            while (true) {
                while (next < filled) {
                    if (take(received[next++] & 0xff)) {
                        return finished(coding);
                    }
                }
                replies.flush();
                receive(TlsChannel.NO_DEADLINE);
                if (filled == 0) {
                    return Input.Other.END;
                }
                if (first && (received[0] & 0xff) == TLS_HANDSHAKE) {
                    return Input.Other.TLS;
                }
                first = false;
            }
        } catch (TlsException e) {
            LOG.warn("control connection: {}", Escaped.text(String.valueOf(e.getMessage())));
            return Input.Other.END;
        } catch (IOException e) {
            return Input.Other.END;
        }
    }

    private void receive(long deadline) throws IOException {
        next = 0;
        filled = 0;
        receiving = true;
        try {
            filled = Math.max(0, in.read(received, deadline));
        } finally {
            receiving = false;
        }
    }

    /** Whether its thread is reading from the connection just now. Safe for all threads. */
    boolean receiving() {
        return receiving;
    }

    /** Takes a byte; true when it ended a line. */
    private boolean take(int b) {
        switch (telnet) {
            case TEXT -> {
                if (b == TelnetBytes.IAC) {
                    telnet = Telnet.COMMAND;
                    return false;
                }
                return text(b);
            }
            case COMMAND -> {
                telnet = afterIac(b);
                return b == TelnetBytes.IAC && text(b);
            }
            case OPTION -> telnet = Telnet.TEXT;
            case SUBNEGOTIATION -> {
                if (b == TelnetBytes.IAC) {
                    telnet = Telnet.SUBNEGOTIATION_COMMAND;
                }
            }
            case SUBNEGOTIATION_COMMAND -> telnet = b == TelnetBytes.SE ? Telnet.TEXT : Telnet.SUBNEGOTIATION;
        }
        return false;
    }

    private static Telnet afterIac(int b) {
        return switch (b) {
            case TelnetBytes.WILL, TelnetBytes.WONT, TelnetBytes.DO, TelnetBytes.DONT -> Telnet.OPTION;
            case TelnetBytes.SB -> Telnet.SUBNEGOTIATION;
            default -> Telnet.TEXT;
        };
    }

    private boolean text(int b) {
        if (b == '\n') {
            return true;
        }
        if (b == 0 && length == 0) {
            return false;
        }
        if (length == LONGEST) {
            tooLong = true;
            return false;
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, Math.min(LONGEST, 2 * length));
        }
        line[length++] = (byte) b;
        return false;
    }

    private Input finished(NameCoding coding) {
        int end = length;
        while (end > 0 && line[end - 1] == '\r') {
            end--;
        }
        Input input = tooLong ? Input.Other.TOO_LONG : new Input.Line(coding.decode(line, 0, end));
        length = 0;
        tooLong = false;
        if (line.length > SMALL) {
            line = new byte[SMALL];
        }
        return input;
    }
}
