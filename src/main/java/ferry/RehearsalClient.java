package ferry;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** A client of the {@link Rehearsal}: says commands, reads their replies, and believes them. */
final class RehearsalClient implements AutoCloseable {
    private static final int SIZE = 4096;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final int LOWEST_FINAL = '2';

    private Socket control;
    private Optional<SSLSocketFactory> tls = Optional.empty();

    private RehearsalClient(int port) throws IOException {
        control = open(port);
        reply();
    }

    /** Connects to this port, and takes the greeting. */
    static RehearsalClient connect(int port) throws IOException {
        return new RehearsalClient(port);
    }

    /** Says this on the legacy port, and takes the beginning of what comes. */
    static void askLegacy(int port, String command) throws IOException {
        try (var socket = open(port)) {
            socket.getOutputStream().write((command + "\n").getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readNBytes(1);
        }
    }

    private static Socket open(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** Goes on over TLS, with data connections too; trusts this certificate alone. */
    void beginTls(byte[] certificate) throws IOException, GeneralSecurityException {
        say("AUTH TLS");
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry(
                "ferry",
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate)));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        tls = Optional.of(context.getSocketFactory());
        control = secured(control);
        say("PBSZ 0");
        say("PROT P");
    }

    private Socket secured(Socket socket) throws IOException {
        return tls.isPresent() ? tls.get().createSocket(socket, "localhost", control.getPort(), true) : socket;
    }

    /** Says a command, and takes its reply. */
    String say(String command) throws IOException {
        control.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return reply();
    }

    /** Moves a file or a listing. */
    void transfer(String command, boolean upload) throws IOException {
        String passive = say("EPSV");
        int port = Integer.parseInt(passive.substring(passive.indexOf("|||") + 3, passive.lastIndexOf('|')));
        boolean begun;
        try (var data = open(port)) {
            begun = say(command).charAt(0) < LOWEST_FINAL;
            if (begun) {
                move(secured(data), upload);
            }
        }
        if (begun) {
            reply();
        }
    }

    private static void move(Socket data, boolean upload) throws IOException {
        if (upload) {
            OutputStream out = data.getOutputStream();
            out.write(new byte[SIZE]);
        } else {
            data.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
        data.close();
    }

    /** The last line of a reply. */
    private String reply() throws IOException {
        String line = line();
        String last = line.substring(0, Math.min(line.length(), 3)) + " ";
        while (!line.startsWith(last)) {
            line = line();
        }
        return line;
    }

    private String line() throws IOException {
        InputStream in = control.getInputStream();
        var line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the daemon has closed the connection");
            }
            line.append((char) octet);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        control.close();
    }
}
