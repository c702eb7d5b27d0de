package ferry.command;

import static ferry.protocol.ReplyCode.ADDRESS_FAMILY_NOT_SUPPORTED;
import static ferry.protocol.ReplyCode.BAD_ARGUMENT;
import static ferry.protocol.ReplyCode.ENTERING_LONG_PASSIVE_MODE;
import static ferry.protocol.ReplyCode.ENTERING_PASSIVE_MODE;
import static ferry.protocol.ReplyCode.OKAY;

import ferry.protocol.HostPort;
import ferry.protocol.LongHostPort;
import ferry.protocol.Nothing;
import ferry.protocol.Reply;
import ferry.protocol.ReplyException;
import ferry.session.Session;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;

/** The rarer words for where data connections come from: RFC 1639, and what single servers and clients have brought up. */
final class RareDataPorts {
    private static final Set<String> TRANSFERS = Set.of("RETR", "STOR", "STOU", "APPE", "LIST", "NLST", "MLSD");

    private RareDataPorts() {}

    /** RFC 1639, 2. 200; 501, 521. To the same addresses as PORT and EPRT. */
    static Reply longPort(Session session, HostPort peer) throws ReplyException {
        var client = session.peers().client().getAddress();
        if (peer.address().getClass() != client.getClass()) {
            int family = client instanceof Inet4Address ? 4 : 6;
            throw new ReplyException(ADDRESS_FAMILY_NOT_SUPPORTED, "Supported address families are (" + family + ")");
        }
        return DataPorts.port(session, peer);
    }

    /** RFC 1639, 3. 228; 501, 425. */
    static Reply longPassive(Session session, Nothing nothing) throws IOException, ReplyException {
        DataPorts.refuseAfterAll(session);
        int port = DataPorts.lend(session).port();
        return Reply.of(
                ENTERING_LONG_PASSIVE_MODE,
                "Entering Long Passive Mode (" + LongHostPort.numbers(told(session), port) + ")");
    }

    private static InetAddress told(Session session) {
        var local = session.peers().server().getAddress();
        return local instanceof Inet4Address v4 ? DataPorts.told(session, v4) : local;
    }

    /** SPSV of draft-metz-spasv, as Pure-FTPd has it: 227 and the port alone, for a host that is known; 501, 425. */
    static Reply shortPassive(Session session, Nothing nothing) throws IOException, ReplyException {
        DataPorts.refuseAfterAll(session);
        return Reply.of(
                ENTERING_PASSIVE_MODE, Integer.toString(DataPorts.lend(session).port()));
    }

    /**
     * PRET of distributed servers, where PASV must know the transfer to pick a machine; here it does not. 200, without
     * a look at the pathname; 501 for a verb that is no transfer. FEAT does not tell of it: lftp would send it each time.
     */
    static Reply planned(Session session, String transfer) throws ReplyException {
        var verb = Dispatcher.Line.of(transfer.strip()).verb().toUpperCase(Locale.ROOT);
        if (!TRANSFERS.contains(verb)) {
            throw new ReplyException(BAD_ARGUMENT, "PRET takes a transfer command");
        }
        return Reply.of(OKAY, "Any data connection will do");
    }
}
