package ferry.client.real;

import static ferry.client.real.FileZilla.Existing.OVERWRITE;
import static ferry.client.real.FileZilla.Pane.LOCAL;
import static ferry.client.real.FileZilla.Pane.REMOTE;

import ferry.client.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How FileZilla is sent on an {@link Errand}: it uploads all that it shows at the left, then downloads all at the right. */
final class FileZillaErrand {
    private FileZillaErrand() {}

    /** Sends it. The folder that its window shows is {@code up}, so that its downloads arrive there first. */
    static Report go(RealClient place, Errand errand) throws IOException {
        List.of("filezilla", "Xvfb", "xdotool").forEach(Installed::require);
        var site = FileZillaSite.withTls(
                errand.port(), errand.implicit(), errand.certificate().certificate());
        var up = place.local("up");
        var filezilla = new FileZilla(place, site, up, errand.passive(), OVERWRITE);
        filezilla.open();

        filezilla.transferAll(LOCAL);
        awaitTransfers(filezilla, errand.files());
        Files.move(up, place.local("sent"));
        Files.createDirectory(up);
        filezilla.transferAll(REMOTE);
        awaitTransfers(filezilla, 2 * errand.files() + 1);

        move(up, place.local("down"));
        move(place.local("sent"), up);
        String log = filezilla.log();
        boolean well = !log.contains("Error:") && !log.contains("failed");
        return new Report(
                well, String.join("\n", Sample.tree(place.local("down")).keySet()), log);
    }

    private static void awaitTransfers(FileZilla filezilla, int count) {
        Await.until(count + " transfers", () -> filezilla.count("Status: File transfer successful") >= count);
    }

    private static void move(Path from, Path to) throws IOException {
        Files.deleteIfExists(to);
        Files.move(from, to);
    }
}
