package ferry.client.real;

import static org.junit.jupiter.api.Assertions.fail;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * FileZilla without a human. Its window is on a display of its own that nobody sees. It connects by an entry of a
 * prepared site manager; mouse and keyboard are xdotool. Its log tells what it does.
 */
final class FileZilla {
    private static final int ATTEMPTS = 5;
    private static final Duration ANSWER = Duration.ofSeconds(4);

    private final RealClient place;
    private final Path settings;
    private final Path local;
    private final Path log;

    /** What it does with a file that is already there. */
    enum Existing {
        OVERWRITE(1),
        RESUME(5);

        private final int number;

        Existing(int number) {
            this.number = number;
        }
    }

    /** One of the two lists of files in its window. */
    enum Pane {
        LOCAL(0.25),
        REMOTE(0.75);

        private static final double HEIGHT = 0.65;

        private final double width;

        Pane(double width) {
            this.width = width;
        }
    }

    /** Talks to the daemon of the place, in clear. */
    FileZilla(RealClient place, boolean passive, Existing existing) throws IOException {
        this(place, FileZillaSite.inClear(place.port()), place.local(""), passive, existing);
    }

    /** Writes its settings: no dialogs, all into the log. The local folder is what it shows at the left. */
    FileZilla(RealClient place, FileZillaSite site, Path local, boolean passive, Existing existing) throws IOException {
        this.place = place;
        this.local = local;
        settings = Files.createDirectories(place.home().resolve(".config/filezilla"));
        log = place.home().resolve("log");
        place.show(Files.createFile(log));
        setting("filezilla", """
                  <Settings>
                    <Setting name="Greeting version">999.0.0</Setting>
                    <Setting name="Update Check">0</Setting>
                    <Setting name="Prompt password save">0</Setting>
                    <Setting name="Logging file">%s</Setting>
                    <Setting name="Use Pasv mode">%d</Setting>
                    <Setting name="Allow transfermode fallback">0</Setting>
                    <Setting name="File exists action download">%d</Setting>
                    <Setting name="File exists action upload">%d</Setting>
                    <Setting name="Preserve timestamps">1</Setting>
                  </Settings>
                """.formatted(log, passive ? 1 : 0, existing.number, existing.number));
        setting("sitemanager", """
                  <Servers>
                    <Server>
                      <Host>127.0.0.1</Host><Port>%s</Port><Protocol>%d</Protocol><Type>0</Type>
                      <User>ferry</User><Pass>ferry</Pass><Logontype>1</Logontype><Name>Ferry</Name>
                    </Server>
                  </Servers>
                """.formatted(site.port(), site.protocol()));
        setting("trustedcerts", site.trust());
    }

    private void setting(String name, String content) throws IOException {
        Files.writeString(
                settings.resolve(name + ".xml"),
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<FileZilla3>\n" + content + "</FileZilla3>\n");
    }

    /** Opens the window, and waits till the home is listed. */
    void open() throws IOException {
        launch();
        awaitListing();
    }

    /** Waits till the home is listed. */
    void awaitListing() {
        Await.until("the home is listed", () -> log().contains("Directory listing of \"/\" successful"));
    }

    /** Opens the window and lets it connect. */
    void launch() throws IOException {
        var run = Files.createDirectory(place.home().resolve("run"));
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwx------"));
        place.set("XDG_RUNTIME_DIR", run.toString());
        // Without these it starts a message bus and accessibility services, which would outlive it.
        place.set("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + run.resolve("none"));
        place.set("NO_AT_BRIDGE", "1");
        place.set("GSETTINGS_BACKEND", "memory");
        place.set("GDK_BACKEND", "x11");
        var display =
                place.start("", List.of("Xvfb", "-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"));
        Await.until("a display", () -> display.said().endsWith("\n"));
        place.set("DISPLAY", ":" + display.said().strip());
        place.start("", List.of("filezilla", "--site=0/Ferry", "--local=" + local));
    }

    /** Selects all in this list and has it transferred; returns when it has begun. */
    void transferAll(Pane from) throws IOException {
        int before = transfers();
        for (int i = 0; i < ATTEMPTS; i++) {
            pressEnterOnAll(from);
            if (Await.within(ANSWER, () -> transfers() > before)) {
                return;
            }
        }
        fail("no transfer has begun");
    }

    private int transfers() throws IOException {
        return count("Status: Starting ");
    }

    /** How often this stands in its log. */
    int count(String part) throws IOException {
        return Splitter.on(part).splitToList(log()).size() - 1;
    }

    private void pressEnterOnAll(Pane pane) {
        var search = xdotool("search", "--sync", "--onlyvisible", "--name", " - FileZilla$");
        String window = search.lines().getLast();
        var geometry = xdotool("getwindowgeometry", "--shell", window).text();
        var x = Integer.toString((int) (pane.width * number("WIDTH", geometry)));
        var y = Integer.toString((int) (Pane.HEIGHT * number("HEIGHT", geometry)));
        xdotool("windowfocus", window, "mousemove", "--window", window, x, y, "click", "1");
        xdotool("key", "End", "key", "ctrl+a", "key", "Return"); // End: from "..", where Return would go up
    }

    /** Says yes to the question in a window of this title. */
    void agree(String title) {
        var search = xdotool("search", "--sync", "--onlyvisible", "--name", title);
        xdotool("windowfocus", "--sync", search.lines().getLast(), "key", "Return");
    }

    private static int number(String name, String geometry) {
        return Integer.parseInt(geometry.replaceAll("(?s).*\\b" + name + "=([0-9]+).*", "$1"));
    }

    private Outcome xdotool(String... arguments) {
        var command = new ArrayList<>(List.of("xdotool"));
        command.addAll(List.of(arguments));
        return place.start("", command).outcome().ok();
    }

    /** What it has logged so far. */
    String log() throws IOException {
        return Files.readString(log);
    }
}
