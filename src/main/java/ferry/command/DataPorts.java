package ferry.command;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;
import static ferry.protocol.ReplyCode.ENTERING_EXTENDED_PASSIVE_MODE;
import static ferry.protocol.ReplyCode.ENTERING_PASSIVE_MODE;
import static ferry.protocol.ReplyCode.NETWORK_PROTOCOL_NOT_SUPPORTED;
import static ferry.protocol.ReplyCode.NOT_IMPLEMENTED;
import static ferry.protocol.ReplyCode.OKAY;

import ferry.data.DataPort;
import ferry.data.PassiveLease;
import ferry.protocol.HostPort;
import ferry.protocol.Nothing;
import ferry.protocol.Reply;
import ferry.protocol.ReplyException;
import ferry.session.Session;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.Locale;

/** Where data connections come from: RFC 959, section 4.1.2, RFC 1123, section 4.1.2.6, and RFC 2428. */
final class DataPorts {
    private static final int FIRST_UNPRIVILEGED = 1024;

    private DataPorts() {}

    /** RFC 959, 4.1.2. 200; 501. Only to the client's own address, only to ports from 1024 (RFC 2577, section 3). */
    static Reply port(Session session, HostPort peer) throws ReplyException {
        session.dataPort(active(session, peer));
        return Reply.of(OKAY, "Port is set");
    }

    /** RFC 2428, 2. 200; 501, 522. */
    static Reply extendedPort(Session session, HostPort peer) throws ReplyException {
        if (peer.address().getClass() != session.peers().client().getAddress().getClass()) {
            throw otherProtocol(session);
        }
        session.dataPort(active(session, peer));
        return Reply.of(OKAY, "Port is set");
    }

    private static DataPort active(Session session, HostPort peer) throws ReplyException {
        refuseAfterAll(session);
        boolean check = session.services().data().settings().peerCheck();
        if (check && !peer.address().equals(session.peers().client().getAddress())) {
            throw new ReplyException(BAD_ARGUMENT, "Only the client's own address can be used");
        }
        if (peer.port() < FIRST_UNPRIVILEGED) {
            throw new ReplyException(BAD_ARGUMENT, "Ports below 1024 cannot be used");
        }
        return new DataPort.Active(new InetSocketAddress(peer.address(), peer.port()));
    }

    /** RFC 959, 4.1.2. 227; 502 on IPv6, which it cannot express; 425 when no port is free. */
    static Reply passive(Session session, Nothing nothing) throws IOException, ReplyException {
        refuseAfterAll(session);
        if (!(session.peers().server().getAddress() instanceof Inet4Address local)) {
            throw new ReplyException(NOT_IMPLEMENTED, "PASV is for IPv4; use EPSV");
        }
        var told = told(session, local);
        int port = lend(session).port();
        return Reply.of(ENTERING_PASSIVE_MODE, "Entering Passive Mode (" + HostPort.numbers(told, port) + ")");
    }

    /** RFC 2428, 3. 229; 200 to EPSV ALL; 522 when another network protocol is asked for; 501, 425. */
    static Reply extendedPassive(Session session, String argument) throws IOException, ReplyException {
        boolean v4 = session.peers().client().getAddress() instanceof Inet4Address;
        switch (argument.strip().toUpperCase(Locale.ROOT)) {
            case "" -> {}
            case "ALL" -> {
                session.parameters().onlyExtendedPassive();
                return Reply.of(OKAY, "Only EPSV from now on");
            }
            case "1" -> {
                if (!v4) {
                    throw otherProtocol(session);
                }
            }
            case "2" -> {
                if (v4) {
                    throw otherProtocol(session);
                }
            }
            default -> throw wrongProtocol(session, argument);
        }
        int port = lend(session).port();
        return Reply.of(ENTERING_EXTENDED_PASSIVE_MODE, "Entering Extended Passive Mode (|||" + port + "|)");
    }

    /** The IPv4 address that this client is told, when it has reached that one. */
    static Inet4Address told(Session session, Inet4Address reached) {
        var peers = session.peers();
        return peers.ports().orElseThrow().address().told(peers.client().getAddress(), reached);
    }

    static PassiveLease lend(Session session) throws IOException {
        session.dataPort(DataPort.None.NONE); // before a port is looked for: the old one may be the one
        var peers = session.peers();
        var lease = peers.ports().orElseThrow().lend(peers.client().getAddress());
        session.dataPort(new DataPort.Passive(lease));
        return lease;
    }

    private static ReplyException wrongProtocol(Session session, String argument) {
        boolean number = argument.strip().matches("[0-9]{1,5}");
        return number ? otherProtocol(session) : new ReplyException(BAD_ARGUMENT, "EPSV takes 1, 2 or ALL");
    }

    private static ReplyException otherProtocol(Session session) {
        boolean v4 = session.peers().client().getAddress() instanceof Inet4Address;
        return new ReplyException(
                NETWORK_PROTOCOL_NOT_SUPPORTED, "Network protocol not supported, use (" + (v4 ? 1 : 2) + ")");
    }

    static void refuseAfterAll(Session session) throws ReplyException {
        if (session.parameters().extendedPassiveOnly()) {
            throw new ReplyException(BAD_ARGUMENT, "Only EPSV is allowed after EPSV ALL");
        }
    }
}
