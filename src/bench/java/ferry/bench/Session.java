package ferry.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** A client that has connected. Used by one thread; after it is made, the clear one allocates a data connection a file and no more. */
final class Session implements AutoCloseable {
    private static final int REPLIES = 8 << 10;
    private static final ByteBuffer PASV = command("PASV");

    private final Server server;
    private final InetAddress from;
    private final ByteBuffer replies = ByteBuffer.allocateDirect(REPLIES).limit(0);
    private final ByteBuffer bytes;
    private Link control;
    private Optional<SSLContext> tls = Optional.empty();
    private int port;

    /** Connects as the client of this number, and takes the greeting. */
    Session(Server server, int number, int bufferSize) throws IOException {
        this.server = server;
        from = address(number);
        bytes = ByteBuffer.allocateDirect(bufferSize);
        control = Link.connect(from, new InetSocketAddress(server.host(), server.port()));
        expect(220);
    }

    /** Addresses of loopback, some thousand of them, none of which a server listens on. */
    private static InetAddress address(int number) throws IOException {
        int low = 1 + number % 250;
        int high = 20 + number / 250 % 200;
        return InetAddress.getByAddress(new byte[] {127, 0, (byte) high, (byte) low});
    }

    /** A command as it goes over the wire. */
    static ByteBuffer command(String text) {
        byte[] line = (text + "\r\n").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocateDirect(line.length).put(line).flip();
    }

    /** Changes to TLS, for data connections too. */
    Session secure() throws IOException {
        say(command("AUTH TLS"), 234);
        var context = TlsLink.context();
        control = TlsLink.begin(control, context, server.host(), server.port());
        tls = Optional.of(context);
        say(command("PBSZ 0"), 200);
        say(command("PROT P"), 200);
        return this;
    }

    /** Logs in. */
    Session login() throws IOException {
        say(command("USER " + server.user()), 331);
        say(command("PASS " + server.password()), 230);
        return this;
    }

    /** Says a command and takes its reply, which must have this code. */
    void say(ByteBuffer command, int code) throws IOException {
        control.write(command.duplicate());
        expect(code);
    }

    /** Sends what may be several commands, and takes as many replies. */
    void pipeline(ByteBuffer commands, int count, int code) throws IOException {
        control.write(commands.duplicate());
        for (int i = 0; i < count; i++) {
            expect(code);
        }
    }

    /** Takes a reply, which must have this code. */
    void expect(int code) throws IOException {
        int found = reply();
        if (found != code) {
            throw new IOException(found + " instead of " + code);
        }
    }

    /** Retrieves a file or a listing into nowhere, or compares it with what it should be; the number of bytes. */
    long retrieve(ByteBuffer command, boolean verify) throws IOException {
        try (var data = begin(command)) {
            long count = 0;
            while (true) {
                bytes.clear();
                int read = data.read(bytes);
                if (read < 0) {
                    break;
                }
                if (verify) {
                    Content.compare(bytes.flip(), count);
                }
                count += read;
            }
            data.leave();
            expect(226);
            return count;
        }
    }

    /** Stores the beginning of a file. */
    void store(ByteBuffer command, FileChannel file, long count) throws IOException {
        try (var data = begin(command)) {
            data.send(file, count);
            data.finish();
            expect(226);
        }
    }

    private Link begin(ByteBuffer command) throws IOException {
        say(PASV, 227);
        var data = Link.connect(from, new InetSocketAddress(server.host(), port));
        try {
            control.write(command.duplicate());
            int code = reply();
            if (code != 150 && code != 125) {
                throw new IOException(code + " instead of 150");
            }
            return tls.isPresent() ? TlsLink.begin(data, tls.get(), server.host(), server.port()) : data;
        } catch (IOException e) {
            data.close();
            throw e;
        }
    }

    /** The code of the next reply; a 227's port is kept. */
    private int reply() throws IOException {
        while (true) {
            int end = lineEnd();
            int start = replies.position();
            int code = end - start < 4 || replies.get(start + 3) != ' ' ? 0 : code(start);
            if (code == 227) {
                port = port(start + 4, end);
            }
            replies.position(end + 1);
            if (code > 0) {
                return code;
            }
        }
    }

    private int code(int start) {
        int code = 0;
        for (int i = start; i < start + 3; i++) {
            int digit = replies.get(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            code = 10 * code + digit;
        }
        return code;
    }

    /** Where the next line ends, once it is there. */
    private int lineEnd() throws IOException {
        int searched = replies.position();
        while (true) {
            for (int i = searched; i < replies.limit(); i++) {
                if (replies.get(i) == '\n') {
                    return i;
                }
            }
            replies.compact();
            searched = replies.position();
            int read = control.read(replies);
            replies.flip();
            if (read < 0) {
                throw new EOFException("the server has closed the connection");
            }
        }
    }

    /** The last two of six numbers. */
    private int port(int start, int end) {
        int before = 0;
        int number = 0;
        int commas = 0;
        for (int i = start; i < end; i++) {
            byte each = replies.get(i);
            if (each >= '0' && each <= '9') {
                number = 10 * number + each - '0';
            } else if (each == ',') {
                commas++;
                before = number;
                number = 0;
            } else if (commas < 5) {
                number = 0;
            } else {
                break;
            }
        }
        return 256 * before + number;
    }

    /** Says QUIT, and takes what comes. */
    void quit() throws IOException {
        say(command("QUIT"), 221);
        control.leave();
    }

    @Override
    public void close() throws IOException {
        control.close();
    }
}
