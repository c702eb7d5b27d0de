package ferry.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A control connection over a raw socket. Replies are read whole; what is expected is a code, or a regular expression
 * that the reply must match from its first to its last character.
 */
public final class Dialogue implements AutoCloseable {
    /** How long a test waits for one thing on a socket, in milliseconds. */
    public static final int PATIENCE_MILLIS = 20_000;

    private static final Pattern CODE = Pattern.compile("[0-9]{3}");

    private static final AtomicInteger NAMES = new AtomicInteger();

    private Socket socket = new Socket();
    private InputStream in;
    private OutputStream out;
    /** Java's client resumes a session where the name of the server is the same: one name a dialogue. */
    private String tlsName = "control" + NAMES.incrementAndGet();

    private Optional<SSLContext> tls = Optional.empty();

    /** Connects and reads the greeting. */
    public Dialogue(FerryServer server) {
        this(server.ftp());
        expect("220");
    }

    /** Connects, and reads nothing yet. */
    public Dialogue(InetSocketAddress address) {
        this(address, "");
    }

    private Dialogue(InetSocketAddress address, String local) {
        try {
            if (!local.isEmpty()) {
                socket.bind(new InetSocketAddress(local, 0));
            }
            socket.connect(address, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects from this address, and reads nothing yet. */
    public static Dialogue silent(String local, InetSocketAddress address) {
        return new Dialogue(address, local);
    }

    /** Connects from this address, such as 127.0.0.2, and reads the greeting. */
    public static Dialogue from(String local, FerryServer server) {
        var dialogue = new Dialogue(server.ftp(), local);
        dialogue.expect("220");
        return dialogue;
    }

    /** Connects and logs in as {@code ferry}. */
    public static Dialogue loggedIn(FerryServer server) {
        return new Dialogue(server).login();
    }

    /** Connects, logs in as {@code ferry}, and sets TYPE I. */
    public static Dialogue image(FerryServer server) {
        var dialogue = loggedIn(server);
        dialogue.say("TYPE I").expect("200");
        return dialogue;
    }

    /** Logs in as {@code ferry}. */
    public Dialogue login() {
        return login("ferry");
    }

    /** Logs in as this user, whose password is {@code ferry}. */
    public Dialogue login(String user) {
        say("USER " + user).expect("331");
        say("PASS ferry").expect("230");
        return this;
    }

    /** Says AUTH TLS, and goes on through TLS as this context has it. */
    public Dialogue auth(SSLContext context) {
        say("AUTH TLS").expect("234");
        return handshake(context);
    }

    /** Says AUTH TLS, PBSZ 0 and PROT P. */
    public Dialogue protect(SSLContext context) {
        auth(context).say("PBSZ 0").expect("200");
        say("PROT P").expect("200");
        return this;
    }

    /** Shakes hands on the control connection. */
    public Dialogue handshake(SSLContext context) {
        tls = Optional.of(context);
        return over(secure(socket));
    }

    /** Goes on over another socket. */
    public Dialogue over(Socket other) {
        try {
            socket = other;
            in = new BufferedInputStream(other.getInputStream());
            out = other.getOutputStream();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says AUTH TLS, and goes on through TLS record by record. */
    RecordClient authByRecords(SSLContext context, String... versions) {
        say("AUTH TLS").expect("234");
        tls = Optional.of(context);
        return shake(records(socket, versions));
    }

    /** Shakes hands, and goes on through TLS record by record. */
    RecordClient shake(RecordClient records) {
        records.handshake();
        in = new BufferedInputStream(records.in());
        out = records.out();
        return records;
    }

    /** Goes on in clear, over the connection below TLS. */
    Dialogue inClear() {
        return over(socket);
    }

    /** The client's end of TLS over this connection, with the session of the control connection; it has not begun yet. */
    RecordClient records(Socket clear, String... versions) {
        return RecordClient.over(clear, tls.orElseThrow(), tlsName, versions);
    }

    /** Shakes hands on this connection, and resumes the session of the control connection if this is a data connection. */
    public SSLSocket secure(Socket clear) {
        return secure(clear, tlsName);
    }

    /** The same without a session to resume. */
    public SSLSocket secureAnew(Socket clear) {
        return secure(clear, "data" + NAMES.incrementAndGet());
    }

    /** The same with the session of another dialogue, in the same context. */
    public SSLSocket secureAs(Dialogue other, Socket clear) {
        return secure(clear, other.tlsName);
    }

    private SSLSocket secure(Socket clear, String name) {
        try {
            var factory = tls.orElseThrow().getSocketFactory();
            var secure = (SSLSocket) factory.createSocket(new OtherPortSocket(clear, 21), name, 21, true);
            secure.startHandshake();
            return secure;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The socket. */
    public Socket socket() {
        return socket;
    }

    /** Sends a line. */
    public Dialogue say(String line) {
        return say(line, StandardCharsets.UTF_8);
    }

    /** Sends a line in this charset. */
    public Dialogue say(String line, Charset charset) {
        return send((line + "\r\n").getBytes(charset));
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
        return read(StandardCharsets.UTF_8);
    }

    /** Reads a reply whose bytes are text in this charset. */
    public String read(Charset charset) {
        try {
            String reply = new String(readBytes(), charset).replace("\r\n", "\n");
            return reply.endsWith("\n") ? reply.substring(0, reply.length() - 1) : reply;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of a reply, line ends included; none when the server has closed. */
    private byte[] readBytes() throws IOException {
        var reply = new ByteArrayOutputStream();
        String line = readLine(reply);
        if (line.length() > 3 && line.charAt(3) == '-') {
            String last = line.substring(0, 3) + " ";
            while (!line.startsWith(last)) {
                line = readLine(reply);
                if (line.isEmpty()) {
                    throw new IOException("the connection ended within a reply: " + reply);
                }
            }
        }
        return reply.toByteArray();
    }

    /** Reads a line with its end into the reply and returns it, a character for each byte; empty at the end. */
    private String readLine(ByteArrayOutputStream reply) throws IOException {
        var line = new StringBuilder();
        int b = -1;
        while (b != '\n') {
            b = in.read();
            if (b < 0) {
                break;
            }
            reply.write(b);
            line.append((char) b);
        }
        return line.toString();
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

    /** Whether the server has closed the connection, in order or by a reset, and sent nothing more. */
    public boolean closed() {
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Asks for a passive port with EPSV, and returns its number. */
    public int passivePort() {
        String reply = say("EPSV").expect("229");
        return Integer.parseInt(reply.replaceAll(".*\\(\\|\\|\\|([0-9]+)\\|\\).*", "$1"));
    }

    /** Opens a data connection to this port of the server, from the address of the control connection. */
    public Socket connect(int port) {
        return connect(port, socket.getLocalAddress());
    }

    /** Opens a connection to this port of the server from this address. */
    public Socket connect(int port, InetAddress from) {
        try {
            var data = new Socket();
            data.bind(new InetSocketAddress(from, 0));
            data.connect(new InetSocketAddress(socket.getInetAddress(), port), PATIENCE_MILLIS);
            data.setSoTimeout(PATIENCE_MILLIS);
            return data;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a passive data connection with EPSV. */
    public Socket passive() {
        return connect(passivePort());
    }

    /** Listens for an active data connection at a port of its own, and tells it by PORT or EPRT. */
    public ServerSocket active() {
        try {
            var listener = new ServerSocket(0, 1, socket.getLocalAddress());
            listener.setSoTimeout(PATIENCE_MILLIS);
            say(portCommand(listener.getLocalPort())).expect("200");
            return listener;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String portCommand(int port) {
        String address = socket.getLocalAddress().getHostAddress();
        return address.indexOf(':') < 0
                ? "PORT " + address.replace('.', ',') + "," + (port >> 8) + "," + (port & 0xff)
                : "EPRT |2|" + address + "|" + port + "|";
    }

    /** Sends a command whose answer comes over a protected passive data connection, and returns what came. */
    public byte[] receiveSecurely(String command) {
        try (var data = passive()) {
            say(command).expect("150");
            byte[] bytes = secure(data).getInputStream().readAllBytes();
            expect("226");
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a command and these bytes over a protected passive data connection, and returns the reply to it. */
    public String sendSecurely(String command, byte[] bytes) {
        try (var data = passive()) {
            say(command).expect("150");
            try (var secure = secure(data)) {
                secure.getOutputStream().write(bytes);
                secure.shutdownOutput();
                secure.getInputStream().readAllBytes();
            }
            return read();
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

    /** The same with text. */
    public Dialogue transmit(String command, String text) {
        return transmit(command, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Begins an upload, sends this, and breaks the data connection by a reset when the server has read it all. */
    public Dialogue transmitAndBreak(String command, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (var data = passive()) {
            say(command).expect("150");
            data.getOutputStream().write(bytes);
            awaitMoved(bytes.length);
            data.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Waits until STAT tells that the running transfer has moved so many bytes. */
    public void awaitMoved(long bytes) {
        var told = Pattern.compile(".*: " + bytes + "( of [0-9]+)? bytes\n.*", Pattern.DOTALL);
        Eventually.holds(
                bytes + " bytes to have moved",
                () -> told.matcher(say("STAT").expect("211")).matches());
    }

    /** Closes the control connection without a word. */
    public void hangUp() {
        close();
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
