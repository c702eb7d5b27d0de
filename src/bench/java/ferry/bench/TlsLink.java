package ferry.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A connection over TLS 1.3 with AES-128-GCM, as JSSE's sockets do it. */
final class TlsLink extends Link {
    private static final int CHUNK = 64 << 10;

    private final SSLSocket socket;
    private final byte[] buffer = new byte[CHUNK];

    private TlsLink(Link clear, SSLSocket socket) {
        super(clear);
        this.socket = socket;
    }

    /** A context that trusts every server: this measures, and protects nothing. */
    static SSLContext context() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Trusting()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Shakes hands. The control port names the session to be resumed, for data connections too. */
    static TlsLink begin(Link clear, SSLContext context, String host, int controlPort) throws IOException {
        var socket = (SSLSocket)
                context.getSocketFactory().createSocket(clear.channel().socket(), host, controlPort, true);
        socket.setEnabledProtocols(new String[] {"TLSv1.3"});
        socket.setEnabledCipherSuites(new String[] {"TLS_AES_128_GCM_SHA256"});
        socket.startHandshake();
        return new TlsLink(clear, socket);
    }

    @Override
    int read(ByteBuffer into) throws IOException {
        int count = socket.getInputStream().read(buffer, 0, Math.min(buffer.length, into.remaining()));
        if (count > 0) {
            into.put(buffer, 0, count);
        }
        return count;
    }

    @Override
    void write(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            int count = Math.min(buffer.length, from.remaining());
            from.get(buffer, 0, count);
            socket.getOutputStream().write(buffer, 0, count);
        }
    }

    @Override
    void send(FileChannel file, long count) throws IOException {
        var chunk = ByteBuffer.wrap(buffer);
        for (long sent = 0; sent < count; ) {
            chunk.clear().limit((int) Math.min(buffer.length, count - sent));
            int read = file.read(chunk, sent);
            socket.getOutputStream().write(buffer, 0, read);
            sent += read;
        }
    }

    /** By close_notify; and reads up to the server's: a close with unread tickets would be an RST, and some report 426. */
    @Override
    void finish() throws IOException {
        socket.shutdownOutput();
        while (socket.getInputStream().read(buffer) >= 0) {
            continue;
        }
        socket.close();
    }

    @Override
    void leave() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
