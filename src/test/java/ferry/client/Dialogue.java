package ferry.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A control connection over a raw socket. Replies are read whole; what is expected is a code, or a regular expression
 * that the reply must match from its first to its last character.
 */
public final class Dialogue implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final Pattern CODE = Pattern.compile("[0-9]{3}");

    private final Socket socket = new Socket();
    private final BufferedReader in;
    private final OutputStream out;

    /** Connects and reads the greeting. */
    public Dialogue(FerryServer server) {
        this(server.ftp());
        expect("220");
    }

    /** Connects, and reads nothing yet. */
    public Dialogue(InetSocketAddress address) {
        try {
            socket.connect(address, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects and logs in as {@code ferry}. */
    public static Dialogue loggedIn(FerryServer server) {
        var dialogue = new Dialogue(server);
        dialogue.say("USER ferry").expect("331");
        dialogue.say("PASS ferry").expect("230");
        return dialogue;
    }

    /** The socket. */
    public Socket socket() {
        return socket;
    }

    /** Sends a line. */
    public Dialogue say(String line) {
        return send((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes as they are. */
    public Dialogue send(byte[] bytes) {
        try {
            out.write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a reply, checks it, and returns it with LF between its lines. */
    public String expect(String expected) {
        String reply = read();
        boolean right = CODE.matcher(expected).matches()
                ? reply.startsWith(expected)
                : Pattern.compile(expected, Pattern.DOTALL).matcher(reply).matches();
        assertTrue(right, () -> "expected " + expected + " but got: " + reply);
        return reply;
    }

    /** Reads a reply whatever it is; empty when the server has closed. */
    public String read() {
        try {
            String line = in.readLine();
            if (line == null) {
                return "";
            }
            var reply = new StringBuilder(line);
            if (line.length() > 3 && line.charAt(3) == '-') {
                String last = line.substring(0, 3) + " ";
                while (!line.startsWith(last)) {
                    line = in.readLine();
                    if (line == null) {
                        throw new IOException("the connection ended within a reply");
                    }
                    reply.append('\n').append(line);
                }
            }
            return reply.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a dialogue written as in the RFCs: lines of the client begin with {@code C: }, replies with {@code S: }. */
    public Dialogue play(String script) {
        script.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            String text = line.substring(2).strip();
            if (line.startsWith("C:")) {
                say(text);
            } else {
                expect(text);
            }
        });
        return this;
    }

    /** Whether the server has closed the connection and sent nothing more. */
    public boolean closed() {
        return read().isEmpty();
    }

    /** Opens a passive data connection with EPSV. */
    public Socket passive() {
        String reply = say("EPSV").expect("229");
        String port = reply.replaceAll(".*\\(\\|\\|\\|([0-9]+)\\|\\).*", "$1");
        try {
            var data = new Socket(socket.getInetAddress(), Integer.parseInt(port));
            data.setSoTimeout(PATIENCE_MILLIS);
            return data;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a command whose answer comes over a passive data connection, and returns what came. */
    public byte[] receive(String command) {
        try (var data = passive()) {
            say(command).expect("150");
            byte[] bytes = data.getInputStream().readAllBytes();
            expect("226");
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same as text. */
    public String receiveText(String command) {
        return new String(receive(command), StandardCharsets.UTF_8);
    }

    /** Sends a command and its bytes over a passive data connection; the final reply is left to be read. */
    public Dialogue transmit(String command, byte[] bytes) {
        try (var data = passive()) {
            say(command).expect("150");
            data.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
