package ferry.unit.tls;

import ferry.protocol.HostName;
import ferry.tls.Certificates;
import ferry.tls.Certificates.Current;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/** A handshake between two engines in memory. */
final class Handshake {
    private final SSLEngine client;
    private final SSLEngine server;

    private Handshake(SSLEngine client, SSLEngine server) {
        this.client = client;
        this.server = server;
    }

    /** Shakes hands with a client that asks for no name. */
    static Handshake with(Certificates certificates, SSLContext client) {
        var handshake = of(certificates.current(Optional.empty()), client);
        handshake.run();
        return handshake;
    }

    /** Shakes hands with a client that asks for this name. */
    static Handshake with(Certificates certificates, SSLContext client, String name) {
        var handshake = of(certificates.current(Optional.empty()), client).asking(name);
        handshake.run();
        return handshake;
    }

    /** Shakes hands with a client that has asked for this host by HOST. */
    static Handshake onHost(Certificates certificates, SSLContext client, String host) {
        var handshake = of(certificates.current(HostName.of(host)), client);
        handshake.run();
        return handshake;
    }

    /** A handshake that is still to be run. */
    static Handshake of(Current current, SSLContext clientContext) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {current.keys()}, current.trust().stream().toArray(TrustManager[]::new), null);
            var server = context.createSSLEngine();
            server.setUseClientMode(false);
            server.setNeedClientAuth(current.trust().isPresent());
            var client = clientContext.createSSLEngine();
            client.setUseClientMode(true);
            return new Handshake(client, server);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With a client that asks for this name. */
    Handshake asking(String name) {
        var parameters = client.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(name)));
        client.setSSLParameters(parameters);
        return this;
    }

    /** With a client of these versions. */
    Handshake versions(String... versions) {
        client.setEnabledProtocols(versions);
        return this;
    }

    /** With a client of these cipher suites. */
    Handshake suites(String... suites) {
        client.setEnabledCipherSuites(suites);
        return this;
    }

    /** With a client of these signature schemes, the best first. */
    Handshake schemes(String... schemes) {
        var parameters = client.getSSLParameters();
        parameters.setSignatureSchemes(schemes);
        client.setSSLParameters(parameters);
        return this;
    }

    /** Runs it. */
    Handshake run() {
        try {
            shake();
            return this;
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs it up to its end, or throws what the first side that fails has to say. */
    void shake() throws SSLException {
        client.beginHandshake();
        server.beginHandshake();
        var toServer = ByteBuffer.allocate(1 << 17);
        var toClient = ByteBuffer.allocate(1 << 17);
        for (int i = 0; i < 100 && !(idle(client) && idle(server)); i++) {
            write(client, toServer);
            read(server, toServer);
            write(server, toClient);
            read(client, toClient);
        }
    }

    private static boolean idle(SSLEngine engine) {
        return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    private static void write(SSLEngine engine, ByteBuffer out) throws SSLException {
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            engine.wrap(ByteBuffer.allocate(0), out);
            tasks(engine);
        }
    }

    private static void read(SSLEngine engine, ByteBuffer in) throws SSLException {
        in.flip();
        while (in.hasRemaining()) {
            engine.unwrap(in, ByteBuffer.allocate(1 << 15));
            tasks(engine);
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                break;
            }
        }
        in.compact();
    }

    private static void tasks(SSLEngine engine) {
        for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    /** The certificates that the client was shown. */
    List<X509Certificate> chain() {
        return chain(client);
    }

    /** The certificates that the server was shown. */
    List<X509Certificate> clientChain() {
        return chain(server);
    }

    private static List<X509Certificate> chain(SSLEngine engine) {
        try {
            return Stream.<Certificate>of(engine.getSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }
}
