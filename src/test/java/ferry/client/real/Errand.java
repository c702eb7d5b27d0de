package ferry.client.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.FerryServer;
import ferry.client.TestAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a client is sent to do in one login: it logs in as {@code ferry}, protects control and data connections by TLS,
 * lists the home, and file by file uploads from the folder {@code up} and downloads the same to the folder
 * {@code down}. Both are in the folder it runs in. A file that only a listing tells of is in the home.
 *
 * @param server the daemon
 * @param implicit whether it is talked to on its port of implicit TLS
 * @param authority the CA that the client trusts
 * @param certificate the certificate of the daemon
 * @param side where the data connections come from
 * @param lists whether the home is listed
 * @param files how many files are moved; their names are numbers
 * @param identity the client's own certificate
 */
record Errand(
        FerryServer server,
        boolean implicit,
        TestAuthority authority,
        TestAuthority.Issued certificate,
        Side side,
        boolean lists,
        int files,
        Optional<TestAuthority.Issued> identity) {
    /** Who opens the data connections. */
    enum Side {
        PASSIVE,
        ACTIVE
    }

    private static final String LISTED = "listed.txt";

    /** The same without a listing. */
    Errand withoutListing() {
        return new Errand(server, implicit, authority, certificate, side, false, files, identity);
    }

    /** The same with a certificate that the client shows. */
    Errand showing(TestAuthority.Issued shown) {
        return new Errand(server, implicit, authority, certificate, side, lists, files, Optional.of(shown));
    }

    /** The port, on 127.0.0.1. */
    String port() {
        return Integer.toString(implicit ? server.ftpsPort() : server.port());
    }

    /** Whether the client opens the data connections. */
    boolean passive() {
        return side == Side.PASSIVE;
    }

    /** The file of the CA. */
    String ca() {
        return authority.certificateFile().toString();
    }

    /** The names of the files. */
    List<String> names() {
        return IntStream.range(0, files).mapToObj(i -> i + ".bin").toList();
    }

    /** The address of a file, or of the home. */
    String url(String scheme, String name) {
        return scheme + "://127.0.0.1:" + port() + "/" + name;
    }

    /** A file in the folder of what is uploaded. */
    static Path up(String name) {
        return Path.of("up", name);
    }

    /** A file in the folder of what is downloaded. */
    static Path down(String name) {
        return Path.of("down", name);
    }

    /** Sends a client, with files of which the last is of this size and the others are small. */
    Report send(TlsClient client, RealClient place, int largest) throws IOException {
        server.clear();
        server.file(LISTED, "content");
        for (var name : names()) {
            boolean last = name.equals(names().getLast());
            var file = place.local(up(name).toString());
            Sample.write(file, last ? largest : 1000 + names().indexOf(name));
            if (!client.uploads()) {
                Files.copy(file, server.home().resolve(name));
            }
        }
        Files.createDirectory(place.local("down"));
        return client.send(place, this);
    }

    /** Fails unless the client calls all of it well, and it is. */
    void assertDone(RealClient place, Report report) throws IOException {
        assertTrue(report.well(), report.said());
        assertEquals(lists, report.listing().contains(LISTED), report.listing());
        for (var name : names()) {
            var file = place.local(up(name).toString());
            assertEquals(-1, Files.mismatch(file, server.home().resolve(name)), "uploaded " + name);
            assertEquals(-1, Files.mismatch(file, place.local(down(name).toString())), "downloaded " + name);
        }
    }
}
