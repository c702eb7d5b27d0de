package ferry.client.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.FerryServer;
import ferry.client.LogLines;
import ferry.client.real.Errand.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients × version of TLS × reuse of sessions × side of the data connections: each client lists, uploads and downloads,
 * and calls all of it well, or is refused by 522 where it resumes no session and has to.
 *
 * <p>FileZilla takes seconds to start. Its six rows have every pair of versions, reuse and sides.
 */
final class TlsMatrixTest {
    private static final int LARGE = 3 * 1024 * 1024 + 1;
    private static final int FIFTY = 50;

    private static final TlsServers SERVERS = new TlsServers();

    @RegisterExtension
    final RealClient place = RealClient.withoutServer();

    private final LogLines log = new LogLines("ferry.tls.TlsLogin");

    /** One cell of the matrix. */
    record Row(TlsClient client, String version, String reuse, Side side) {
        FerryServer server() {
            return SERVERS.with("tls.protocols=" + version, "tls.session-reuse=" + reuse);
        }

        boolean resumes() {
            return !reuse.equals("off") && client.resumes(version);
        }

        /** Rows that move fifty files in one login, in place of a few. */
        boolean resumesInEarnest() {
            return reuse.equals("require")
                    && resumes()
                    && client.uploads()
                    && (side == Side.PASSIVE || client == TlsClient.FILEZILLA);
        }

        boolean refused() {
            return reuse.equals("require") && !resumes();
        }

        @Override
        public String toString() {
            return client + ", " + version + ", " + reuse + ", " + side;
        }
    }

    private static Stream<Row> all() {
        var rows = new ArrayList<Row>();
        for (var client : TlsClient.values()) {
            for (var version : List.of("TLSv1.2", "TLSv1.3")) {
                for (var reuse : List.of("off", "accept", "require")) {
                    for (var side : Side.values()) {
                        rows.add(new Row(client, version, reuse, side));
                    }
                }
            }
        }
        return rows.stream().filter(row -> row.client().knows(row.side())).filter(TlsMatrixTest::affordable);
    }

    private static boolean affordable(Row row) {
        var ofFileZilla = List.of(
                "TLSv1.2 off PASSIVE",
                "TLSv1.2 accept PASSIVE",
                "TLSv1.2 require ACTIVE",
                "TLSv1.3 off ACTIVE",
                "TLSv1.3 accept ACTIVE",
                "TLSv1.3 require PASSIVE");
        return row.client() != TlsClient.FILEZILLA
                || ofFileZilla.contains(row.version() + " " + row.reuse() + " " + row.side());
    }

    private static Stream<Row> thatWork() {
        return all().filter(row -> !row.refused() && !row.resumesInEarnest());
    }

    private static Stream<Row> thatAreRefused() {
        return all().filter(Row::refused);
    }

    private static Stream<Row> thatResume() {
        return all().filter(Row::resumesInEarnest);
    }

    @AfterEach
    void stopLog() {
        log.close();
    }

    @AfterAll
    static void stop() {
        SERVERS.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("thatWork")
    void movesFilesOverTls(Row row) throws IOException {
        var errand = SERVERS.explicit(row.server(), row.side(), 2);

        var report = errand.send(row.client(), place, LARGE);

        errand.assertDone(place, report);
        int resumed = resumed();
        int full = full();
        assertTrue(resumed + full >= errand.files(), log.lines()::toString);
        assertEquals(row.resumes(), full == 0, log.lines()::toString);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("thatAreRefused")
    void isToldThatItsDataConnectionsResumeNoSession(Row row) throws IOException {
        var errand = SERVERS.explicit(row.server(), row.side(), 2);

        var listing = errand.send(row.client(), place, LARGE);
        var before = row.server().names();
        var upload = row.client().send(place, errand.withoutListing());

        for (var report : List.of(listing, upload)) {
            assertFalse(report.well(), report.said());
            assertTrue(report.said().contains("522 "), report.said());
            assertFalse(report.listing().contains("listed.txt"), report.listing());
        }
        assertTrue(row.client().uploads() ? before.equals(List.of("listed.txt")) : before.size() == 3);
        assertEquals(before, row.server().names());
        assertEquals(0, resumed());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("thatResume")
    void resumesTheSessionFiftyTimesInOneLogin(Row row) throws IOException {
        var errand = SERVERS.explicit(row.server(), row.side(), FIFTY / 2);

        var report = errand.send(row.client(), place, LARGE);

        errand.assertDone(place, report);
        assertTrue(resumed() >= FIFTY, log.lines()::toString);
        assertEquals(0, full(), log.lines()::toString);
    }

    private int resumed() {
        return count("resumed");
    }

    private int full() {
        return count("new TLS session");
    }

    private int count(String text) {
        return (int) log.lines().stream().filter(line -> line.contains(text)).count();
    }
}
