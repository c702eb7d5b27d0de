package ferry.client.real;

import ferry.client.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A HAProxy at 127.0.0.10, which connects to daemons at 127.0.0.1 from 127.0.0.9, and tells its clients' addresses. */
final class Haproxy {
    /** Where its clients connect to. */
    static final String FRONT = "127.0.0.10";

    /** From where it connects to daemons. */
    static final String BACK = "127.0.0.9";

    private static final int PASSIVE_PORTS = 8;
    private static final int TRIES = 1000;

    private final int firstPassive = freeRange();
    private final int ftp = FreePort.next();
    private final int ftps = FreePort.next();

    /** The port of FTP. */
    int ftp() {
        return ftp;
    }

    /** The port of implicit TLS. */
    int ftps() {
        return ftps;
    }

    /** The passive ports, as passive.ports takes them; they are free at the daemon's address too. */
    String passivePorts() {
        return firstPassive + "-" + (firstPassive + PASSIVE_PORTS - 1);
    }

    /** Starts it in front of these ports of the daemon; {@code header} is HAProxy's word for the version. */
    void start(RealClient place, String header, int daemonFtp, int daemonFtps) {
        try {
            String server = "    server ferry 127.0.0.1%s " + header + " source " + BACK + "%n";
            var text =
                    "global\n    maxconn 200\ndefaults\n    mode tcp\n    timeout connect 5s\n    timeout client 30s\n"
                            + "    timeout server 30s\n"
                            + ("listen ftp\n    bind " + FRONT + ":" + ftp + "\n"
                                    + server.formatted(":" + daemonFtp + " check inter 100ms"))
                            + ("listen ftps\n    bind " + FRONT + ":" + ftps + "\n"
                                    + server.formatted(":" + daemonFtps))
                            + ("listen passive\n    bind " + FRONT + ":" + passivePorts() + "\n"
                                    + server.formatted(""));
            var file = Files.writeString(place.local("haproxy.cfg"), text);
            place.start("", List.of("haproxy", "-db", "-f", file.toString()));
            Await.until("HAProxy", () -> {
                new Socket(FRONT, ftps).close();
                return true;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freeRange() {
        var random = RandomGenerator.getDefault();
        return IntStream.generate(() -> random.nextInt(20_000, 30_000))
                .limit(TRIES)
                .filter(first -> IntStream.range(first, first + PASSIVE_PORTS)
                        .allMatch(port -> free("127.0.0.1", port) && free(FRONT, port)))
                .findFirst()
                .orElseThrow();
    }

    private static boolean free(String address, int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
