package ferry.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.admin.Json;
import ferry.admin.SessionLine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The picture of the live table, without a terminal. */
final class WhoViewTest {
    private static final int WIDTH = 140;

    private final WhoView view = new WhoView(new Style(false));

    private static SessionLine idle(String id, String user) {
        return new SessionLine(id, user, "", "192.0.2.7", 4, "ftp", "TLSv1.3 SUITE", "a client", "", "", 0, -1, 75, 80);
    }

    private static SessionLine moving(String id, String user, String file, long bytes, double seconds) {
        return new SessionLine(
                id, user, "", "192.0.2.8", 4, "ftp", "", "", "RETR", file, bytes, 1000 * 1024, seconds, 80);
    }

    private void take(SessionLine... sessions) {
        var status = Json.object();
        status.addProperty("ferry", "1.0");
        status.addProperty("state", "serving");
        status.addProperty("uptime", 3700);
        view.take(status, List.of(sessions));
    }

    private List<String> plain(int width, int height) {
        return view.lines(width, height).stream()
                .map(line -> line.replaceAll("\033\\[[0-9;]*m", ""))
                .toList();
    }

    private List<String> ids() {
        return plain(WIDTH, 20).stream()
                .skip(2)
                .filter(line -> line.matches("[0-9a-z]+ .*(192\\.0\\.2).*"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    @Test
    void showsWhoDoesWhat() {
        take(idle("1", "anna"), moving("2", "bob", "/a.bin", 500 * 1024, 10));

        var lines = plain(WIDTH, 6);

        assertTrue(
                lines.get(0)
                        .startsWith(
                                "Ferry 1.0  serving, up 1h 1m   2 sessions, 1 transfer   up 0 B/s, down 50.0 KiB/s"),
                lines.get(0));
        assertTrue(lines.get(1).matches("ID▲ +USER +ADDRESS +PROTOCOL +COMMAND +PROGRESS +RATE +FOR +PROGRAM +FILE +"));
        assertTrue(
                lines.get(2).matches("1 +anna +192\\.0\\.2\\.7 +ftp\\+tls1\\.3 +idle +1m 15s +a client +"),
                lines.get(2));
        assertTrue(
                lines.get(3)
                        .matches(
                                "2 +bob +192\\.0\\.2\\.8 +ftp +RETR +██████░░░░░░ 50% +50\\.0 KiB/s +10s +- +/a\\.bin +"),
                lines.get(3));
        assertTrue(lines.get(5).startsWith("←→ sort"), lines.get(5));
    }

    @Test
    void tellsHowFastATransferIsNow() {
        take(moving("2", "bob", "/a.bin", 100 * 1024, 10));
        take(moving("2", "bob", "/a.bin", 300 * 1024, 11));

        assertTrue(
                plain(WIDTH, 6).get(2).contains(" 200 KiB/s "), plain(WIDTH, 6).get(2));
    }

    @Test
    void sortsByEachColumn() {
        take(idle("9", "carl"), idle("a", "anna"), moving("10", "Bob", "/a.bin", 1, 10));
        assertEquals(List.of("9", "a", "10"), ids());

        view.sortBy(1);
        assertEquals(List.of("a", "10", "9"), ids());
        view.reverse();
        assertEquals(List.of("9", "10", "a"), ids());
        for (int i = 0; i < Column.values().length; i++) {
            view.sortBy(1);
            assertEquals(3, ids().size());
        }
        view.sortBy(-2);
        assertTrue(plain(WIDTH, 6).get(1).contains("FILE▼"));
    }

    @Test
    void keepsTheChosenSessionChosenWhereverItStands() {
        take(idle("1", "carl"), idle("2", "anna"), idle("3", "bob"));
        view.choose(1);
        view.sortBy(1);
        view.askKick();

        assertEquals("2", view.kicking().orElseThrow().id());
        assertTrue(plain(WIDTH, 6).getLast().startsWith("Kick session 2 of anna at 192.0.2.7? y/n"));

        view.say("kicked 2");
        assertTrue(plain(WIDTH, 6).getLast().startsWith("kicked 2   ←→ sort"));
    }

    @Test
    void showsTheChosenSessionAmongMoreThanThereIsRoomFor() {
        var many = new ArrayList<SessionLine>();
        for (int i = 1; i <= 300; i++) {
            many.add(idle(Integer.toString(i, 36), "user" + i));
        }
        take(many.toArray(SessionLine[]::new));

        view.choose(Integer.MAX_VALUE);
        assertTrue(String.join("\n", plain(WIDTH, 10)).contains("user300 "));
        view.choose(Integer.MIN_VALUE);
        assertTrue(String.join("\n", plain(WIDTH, 10)).contains("user1 "));
        assertEquals(10, plain(WIDTH, 10).size());
    }

    /** No line is longer than the terminal, and there are not more of them: else it would scroll. */
    @ParameterizedTest
    @ValueSource(strings = {"1x1", "2x2", "5x3", "10x4", "20x5", "33x8", "79x24", "80x24", "100x3", "300x50"})
    void fitsEverySize(String size) {
        int width = Integer.parseInt(size.substring(0, size.indexOf('x')));
        int height = Integer.parseInt(size.substring(size.indexOf('x') + 1));
        take(
                idle("1", "\u6587\u4ef6\u6587\u4ef6\u6587\u4ef6"),
                moving("2", "e\u0301", "/\u6587".repeat(80), 5, 1),
                idle("3", ""));

        var lines = plain(width, height);

        assertTrue(lines.size() <= height);
        lines.forEach(line -> assertTrue(Width.of(line) <= width, line));
        view.askKick();
        plain(width, height).forEach(line -> assertTrue(Width.of(line) <= width, line));
    }

    @Test
    void letsStrangersDriveNoTerminal() {
        take(moving("1", "a\033[2Jb\u009b1m", "/\r\n\u202ex", 1, 1));

        for (String line : plain(WIDTH, 6)) {
            assertFalse(line.chars().anyMatch(c -> Character.isISOControl(c) || c == '\u202e'), line);
        }
        assertTrue(plain(WIDTH, 6).get(2).contains("a\\u001b[2Jb\\u009b1m"));
    }

    @Test
    void takesColoursOnlyWhereTheyAreWanted() {
        take(moving("1", "anna", "/x", 1, 1), idle("2", "bob"));
        assertFalse(String.join("", view.lines(WIDTH, 9)).matches("(?s).*\033\\[(3[0-9]|4[0-9]|9[0-9]).*"));

        assertTrue(Style.of(java.util.Map.of()).colour());
        assertFalse(Style.of(java.util.Map.of("NO_COLOR", "1")).colour());
    }

    @Test
    void showsNobody() {
        take();
        view.choose(1);
        view.askKick();

        assertTrue(view.kicking().isEmpty());
        assertEquals(5, plain(WIDTH, 5).size());
    }
}
