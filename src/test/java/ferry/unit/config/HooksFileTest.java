package ferry.unit.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ferry.config.ConfigReader;
import ferry.event.Kind;
import ferry.hook.Action;
import ferry.hook.HookSettings;
import ferry.properties.Fault;
import ferry.properties.FaultyFileException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of the hooks. */
final class HooksFileTest {
    @TempDir
    private Path base;

    private HookSettings read(String text) throws Exception {
        Files.writeString(base.resolve("hooks.properties"), text);
        return ConfigReader.read(new ConfigReader.Sources(
                        base, Optional.empty(), Map.of(), List.of("hooks.file=hooks.properties", "tls.enabled=false")))
                .hooks();
    }

    @Test
    void saysWhatIsRunForWhom() throws Exception {
        var settings = read("""
                hook.scan.events = upload, upload-failed
                hook.scan.paths = /in/**, *.csv
                hook.scan.run = /bin/sh -c 'exit 0' "a ${on-disk}"  last
                hook.scan.timeout = 5m
                hook.scan.retries = 0
                hook.scan.at-once = 1
                """);

        var rule = settings.rules().getFirst();
        assertEquals("scan", rule.name());
        assertEquals(Set.of(Kind.UPLOAD, Kind.UPLOAD_FAILED), rule.filter().kinds());
        assertEquals("[/in/**, /**/*.csv]", rule.filter().paths().toString());
        var command = assertInstanceOf(Action.Run.class, rule.action()).command();
        assertEquals(Path.of("/bin/sh"), command.program());
        assertEquals(List.of("-c", "exit 0", "a ${on-disk}", "last"), command.arguments());
        assertEquals(Duration.ofMinutes(5), rule.terms().timeout());
        assertEquals(0, rule.terms().retries());
        assertEquals(1, rule.terms().atOnce());
        assertEquals(base.resolve("conf/hooks-spool"), settings.spool());
    }

    @Test
    void saysWhichAddressIsCalledUntilItAnswers() throws Exception {
        Files.writeString(base.resolve("secret"), "s3cret\n");
        var rule = read("""
                hook.tell.events = *
                hook.tell.users = *
                hook.tell.url = https://example.org/ferry?x=1
                hook.tell.secret-file = secret
                """).rules().getFirst();

        assertEquals(Set.of(Kind.values()), rule.filter().kinds());
        assertEquals(List.of(), rule.filter().users());
        var post = assertInstanceOf(Action.Post.class, rule.action());
        assertEquals(URI.create("https://example.org/ferry?x=1"), post.address());
        assertEquals(true, post.secret().isPresent());
        assertEquals(Integer.MAX_VALUE, rule.terms().retries());
        assertEquals(Duration.ofDays(1), rule.terms().retryFor());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            events = uplaod                | unknown event "uplaod"; did you mean "upload"?; known: *
            events =                       | a value is needed
            evnets = upload                | unknown attribute "evnets"; did you mean "events"?; known: *
            run = /no/such/program         | /no/such/program is no program that can be run; its whole path is needed
            run = /etc/passwd              | /etc/passwd is no program that can be run; its whole path is needed
            run = /bin/sh "a               | the quote " is not closed
            run = /bin/sh ${on_disk}       | unknown field "on_disk"; did you mean "on-disk"?; known: *
            run = ${path} x                | no client has a say in which program is run: no ${...} in its name
            run =                          | a program is needed
            url = ftp://example.org/       | an address such as https://host/path is needed, not "ftp://example.org/"
            url = https://a:b@example.org/ | no user, password or # in the address; use secret-file
            url = https://exa mple.org/    | not an address: *
            secret-file = missing          | * cannot be read: no such file
            timeout = 0                    | a time above zero is needed
            retries = many                 | unlimited, or a number from 0 to 1000000 is needed, not "many"
            at-once = 65                   | a number from 1 to 64 is needed, not "65"
            paths = /a**                   | "/a**": ** stands for whole names, between slashes
            """)
    void saysWhatIsWrongAndWhere(String line, String message) {
        var faults = faults("hook.a." + line);

        String pattern = "\\Q" + message.strip().replace("*", "\\E.*\\Q") + "\\E";
        var lines = faults.stream()
                .map(fault -> fault.file() + ":" + fault.line())
                .distinct()
                .toList();
        assertEquals(List.of("hooks.properties:1"), lines);
        assertEquals(true, faults.stream().anyMatch(fault -> fault.message().matches(pattern)), faults::toString);
    }

    @Test
    void understandsTheExamplesThatAreShipped() throws Exception {
        Files.createDirectory(base.resolve("conf"));
        Files.writeString(base.resolve("conf/tell.secret"), "s3cret\n");
        String shipped = Files.readString(Path.of("conf", "hooks.properties"));

        assertEquals(List.of(), read(shipped).rules());
        var rules = read(shipped.replace("#hook.", "hook.").replace("/usr/local/bin/scan", "/bin/sh"))
                .rules();
        assertEquals(
                List.of("scan", "tell"), rules.stream().map(rule -> rule.name()).toList());
    }

    private List<Fault> faults(String text) {
        return assertThrows(FaultyFileException.class, () -> read(text)).faults();
    }

    @Test
    void needsEventsAndOneThingToDo() {
        assertEquals(
                List.of(
                        "hooks.properties:1: hook.a.run: hook.a.events is missing; every hook needs the events that it is for",
                        "hooks.properties:2: hook.b.events: hook.b needs one of run and url",
                        "hooks.properties:3: hook.c.events: hook.c needs one of run and url",
                        "hooks.properties:6: key: unknown key; hook.NAME.ATTRIBUTE is known, with one of: events, users,"
                                + " hosts, paths, run, url, secret-file, timeout, retries, retry-for, retry-pause, at-once",
                        "hooks.properties:7: hook.a/b.run: a name of letters, digits, - and _, up to 64, is needed between \"hook.\" and \".run\""),
                faults("""
                        hook.a.run = /bin/sh
                        hook.b.events = upload
                        hook.c.events = upload
                        hook.c.run = /bin/sh
                        hook.c.url = http://localhost/
                        key = value
                        hook.a/b.run = /bin/sh
                        """).stream().map(Fault::toString).toList());
    }
}
