package ferry.event;

import java.net.InetSocketAddress;
import java.util.Locale;

/**
 * Whose session something happened in.
 *
 * @param session its id, as in the log
 * @param protocol which protocol the client speaks
 * @param tls the TLS version of the control connection, such as {@code TLSv1.3}; empty in clear
 * @param client the client's address
 * @param server the server's address as the client reached it
 * @param host the virtual host
 * @param user who is logged in, or has tried to; empty for nobody
 * @param program what the client says it is (CLNT, CSID); empty when it has not. Text of a stranger
 */
public record Actor(
        String session,
        Protocol protocol,
        String tls,
        InetSocketAddress client,
        InetSocketAddress server,
        String host,
        String user,
        String program) {
    /** What a client speaks. */
    public enum Protocol {
        /** FTP that begins in clear. */
        FTP,
        /** FTP that begins with TLS. */
        FTPS,
        /** The get and post protocol. */
        LEGACY;

        /** As it is written, such as {@code ftps}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
