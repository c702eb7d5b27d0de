package ferry.client.real;

import ferry.client.OtherPortSocket;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.time.Duration;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.commons.net.ProtocolCommandEvent;
import org.apache.commons.net.ProtocolCommandListener;
import org.apache.commons.net.ftp.FTP;
import org.apache.commons.net.ftp.FTPSClient;
import org.jspecify.annotations.Nullable;

/** How Apache commons-net is sent on an {@link Errand}. */
final class CommonsNetErrand {
    private static final int PATIENCE_MILLIS = 20_000;

    private CommonsNetErrand() {}

    /** Its FTPSClient as it comes, which resumes no session. */
    static Report asItComes(RealClient place, Errand errand) throws IOException {
        return go(
                place,
                errand,
                new FTPSClient(errand.implicit(), errand.authority().context()));
    }

    /** A subclass that does. */
    static Report resuming(RealClient place, Errand errand) throws IOException {
        return go(
                place,
                errand,
                new ResumingClient(errand.implicit(), errand.authority().context()));
    }

    private static Report go(RealClient place, Errand errand, FTPSClient client) throws IOException {
        var dialogue = new Transcript();
        client.addProtocolCommandListener(dialogue);
        client.setDefaultTimeout(PATIENCE_MILLIS);
        client.setConnectTimeout(PATIENCE_MILLIS);
        client.setDataTimeout(Duration.ofMillis(PATIENCE_MILLIS));
        try {
            client.connect("127.0.0.1", Integer.parseInt(errand.port()));
            boolean well = client.login("ferry", "ferry");
            client.execPBSZ(0);
            client.execPROT("P");
            well &= client.setFileType(FTP.BINARY_FILE_TYPE);
            if (errand.passive()) {
                client.enterLocalPassiveMode();
            } else {
                client.enterLocalActiveMode();
            }
            String listing = errand.lists() ? list(client) : "";
            for (var name : errand.names()) {
                well = well && move(place, client, name);
            }
            return new Report(well && client.logout(), listing, dialogue.toString());
        } finally {
            client.disconnect();
        }
    }

    private static String list(FTPSClient client) throws IOException {
        var names = client.listNames();
        return names == null ? "" : String.join("\n", names);
    }

    private static boolean move(RealClient place, FTPSClient client, String name) throws IOException {
        try (var in = Files.newInputStream(place.local("up").resolve(name));
                var out = Files.newOutputStream(place.local("down").resolve(name))) {
            return client.storeFile(name, in) && client.retrieveFile(name, out);
        }
    }

    /** All that was said over the control connection. */
    private static final class Transcript implements ProtocolCommandListener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void protocolCommandSent(ProtocolCommandEvent event) {
            text.append(event.getMessage());
        }

        @Override
        public void protocolReplyReceived(ProtocolCommandEvent event) {
            text.append(event.getMessage());
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    /**
     * Opens data connections in clear and lays TLS over them as if they were to the port of the control connection: by name
     * and port JSSE keeps its sessions. The usual recipes reach into its cache by reflection, which Java no longer lets them.
     */
    private static final class ResumingClient extends FTPSClient {
        private final SSLContext context;

        ResumingClient(boolean implicit, SSLContext context) {
            super(implicit, context);
            this.context = context;
        }

        @Override
        public void execPROT(String level) throws IOException {
            super.execPROT(level);
            setSocketFactory(SocketFactory.getDefault());
            setServerSocketFactory(ServerSocketFactory.getDefault());
        }

        @Override
        protected @Nullable Socket _openDataConnection_(String command, String argument) throws IOException {
            var plain = super._openDataConnection_(command, argument);
            if (plain == null) {
                return null; // a reply said no
            }
            var session = ((SSLSocket) _socket_).getSession();
            var disguised = new OtherPortSocket(plain, session.getPeerPort());
            var socket = (SSLSocket) context.getSocketFactory()
                    .createSocket(disguised, session.getPeerHost(), session.getPeerPort(), true);
            socket.startHandshake();
            return socket;
        }
    }
}
