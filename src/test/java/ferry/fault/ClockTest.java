package ferry.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.Eventually;
import ferry.client.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The clock of the machine is set back and forth while the daemon works: here by libfaketime. */
@Timeout(120)
final class ClockTest {
    @TempDir
    private Path folder;

    @Test
    void goesOnWhenTheClockIsSet() throws IOException {
        var library = Stream.of("x86_64-linux-gnu", "aarch64-linux-gnu", "")
                .map(machine -> Path.of("/usr/lib", machine, "faketime", "libfaketimeMT.so.1"))
                .filter(Files::exists)
                .findFirst();
        Installed.require("libfaketime", library.isPresent());
        var clock = folder.resolve("clock");
        Files.writeString(clock, "+0");
        try (var daemon = Daemon.in(folder)
                .under(
                        "env",
                        "LD_PRELOAD=" + library.get(),
                        "FAKETIME_TIMESTAMP_FILE=" + clock,
                        "FAKETIME_CACHE_DURATION=1",
                        "FAKETIME_DONT_FAKE_MONOTONIC=1")
                .set("idle-timeout=3s")
                .start()) {
            for (int days : List.of(-30, 2)) {
                try (var before = daemon.client();
                        var silent = daemon.client()) {
                    Files.writeString(clock, "%+dd".formatted(days));
                    String today = LocalDate.now(ZoneOffset.UTC).plusDays(days).toString();
                    Eventually.holds("the log to have " + today, () -> {
                        before.transmit("STOR a.txt", "content").expect("226");
                        return daemon.log("").contains("\n" + today);
                    });
                    before.say("SIZE a.txt").expect("213 7");
                    assertTrue(before.receiveText("LIST").contains("a.txt"));
                    before.say("RNFR a.txt").expect("350");
                    before.say("RNTO b.txt").expect("250");
                    assertEquals("content", before.receiveText("RETR b.txt"));
                    try (var after = daemon.client()) {
                        after.say("DELE b.txt").expect("250");
                    }
                    silent.expect("421");
                }
                Eventually.holds("no upload to be left", () -> daemon.names().isEmpty());
            }
        }
    }
}
