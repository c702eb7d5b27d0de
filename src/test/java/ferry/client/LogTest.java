package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What gets into the log at its most talkative, and what never does. */
final class LogTest {
    private final Collector collector = new Collector();
    private final FerryServer server = FerryServer.start();

    @BeforeEach
    void listen() {
        Configurator.reconfigure(); // levels that other tests have set
        var root = ((LoggerContext) LogManager.getContext(false))
                .getConfiguration()
                .getRootLogger();
        root.getAppenders().forEach((name, _) -> root.removeAppender(name));
        collector.start();
        root.addAppender(collector, Level.DEBUG, null);
        Configurator.setRootLevel(Level.DEBUG);
    }

    @AfterEach
    void stop() {
        server.close();
        Configurator.reconfigure();
    }

    @Test
    void hasNoPasswords() {
        try (var client = new Dialogue(server)) {
            client.say("USER ferry").expect("331");
            client.say("PASS a-secret").expect("530");
            client.say("pass b-secret").expect("503");
            client.login();
            client.say("ACCT c-secret").expect("202");
            client.say("PASS d-secret\u0007").expect("501");
            client.say("PASS\te-secret").expect("500"); // what some take for a blank
            client.say("ACCT\u00a0f-secret").expect("500");
        }

        assertTrue(collector.all().contains("> PASS ***"), collector::all);
        assertEquals("", collector.having("secret"));
    }

    @Test
    void hasNoControlCharacters() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("DELE a\u001b[31mred").expect("501");
            client.say("DELE a\rb").expect("501");
            client.say("X\u0007Y").expect("500");
            client.say("USER \u2028forged").expect("331");
            client.say("PASS wrong").expect("530");
        }

        assertTrue(collector.all().contains("DELE a\\u001b[31mred"), collector::all);
        assertTrue(collector.all().contains("login of \\u2028forged"), collector::all);
        assertEquals("", collector.having("\u001b", "\r", "\u0007", "\u2028"));
    }

    @Test
    void tellsLookUpsAndFormatsAsTheyCame() {
        String bomb = "${jndi:ldap:a}${env:PATH}%n%s%x{}{1}";
        try (var client = new Dialogue(server)) {
            client.say("USER " + bomb).expect("331");
            client.say("PASS wrong").expect("530");
            client.login();
            client.say("CLNT " + bomb).expect("200");
            client.say(bomb).expect("500");
            client.say("MKD " + bomb).expect("257");
            client.say("RMD " + bomb).expect("250");
        }

        assertTrue(collector.all().contains("login of " + bomb + " from"), collector::all);
        assertTrue(collector.all().contains("> MKD " + bomb), collector::all);
        Eventually.holds("the end of the session", () -> collector.all().contains("client program \"" + bomb + "\""));
    }

    @Test
    void namesTheSessionOfEachLine() {
        try (var client = Dialogue.loggedIn(server)) {
            client.say("XYZZY").expect("500");
        }

        Eventually.holds("a line of the command", () -> collector.all().contains("> XYZZY"));
        assertTrue(collector.events.stream()
                .filter(line -> line.text().startsWith("> "))
                .noneMatch(line -> line.context().getOrDefault("session", "").isEmpty()));
    }

    /** A line of the log. */
    private record Line(String text, Map<String, String> context) {}

    private static final class Collector extends AbstractAppender {
        private final List<Line> events = new CopyOnWriteArrayList<>();

        Collector() {
            super("collector", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            events.add(new Line(
                    event.getMessage().getFormattedMessage(),
                    event.getContextData().toMap()));
        }

        String all() {
            return events.stream().map(Line::text).collect(Collectors.joining("\n"));
        }

        /** The lines that have one of these texts. */
        String having(String... texts) {
            return events.stream()
                    .map(Line::text)
                    .filter(line -> List.of(texts).stream().anyMatch(line::contains))
                    .collect(Collectors.joining("\n"));
        }
    }
}
