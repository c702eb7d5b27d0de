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

    /** Writes its settings: no dialogs, all into the log. */
    FileZilla(RealClient place, boolean passive, Existing existing) throws IOException {
        this.place = place;
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
        // Protocol 6 is FTP without TLS, and the host is one where this is meant.
        setting("sitemanager", """
                  <Servers>
                    <Server>
                      <Host>127.0.0.1</Host><Port>%s</Port><Protocol>6</Protocol><Type>0</Type>
                      <User>ferry</User><Pass>ferry</Pass><Logontype>1</Logontype><Name>Ferry</Name>
                    </Server>
                  </Servers>
                """.formatted(place.port()));
        setting("trustedcerts", """
                  <InsecureHosts>
                    <Host Port="%s">127.0.0.1</Host>
                  </InsecureHosts>
                """.formatted(place.port()));
    }

    private void setting(String name, String content) throws IOException {
        Files.writeString(
                settings.resolve(name + ".xml"),
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<FileZilla3>\n" + content + "</FileZilla3>\n");
    }

    /** Opens the window, and waits till the home is listed. */
    void open() throws IOException {
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
        place.start("--site=0/Ferry", "--local=" + place.local(""));
        Await.until("the home is listed", () -> log().contains("Directory listing of \"/\" successful"));
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
        return Splitter.on("Status: Starting ").splitToList(log()).size() - 1;
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
