package ferry.unit.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AsyncAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How conf/log4j2.xml writes a line. */
final class ShippedLogTest {
    private static final Path SHIPPED = Path.of("conf", "log4j2.xml");

    private static Configuration read(LoggerContext context, Path file) {
        var config = ConfigurationFactory.getInstance().getConfiguration(context, "shipped", file.toUri());
        config.initialize();
        return config;
    }

    private static String line(String text, Throwable trouble) {
        try (var context = new LoggerContext("shipped")) {
            var config = read(context, SHIPPED);
            var event = Log4jLogEvent.newBuilder()
                    .setLoggerName("ferry")
                    .setLevel(Level.INFO)
                    .setMessage(new ParameterizedMessage("login of {} refused", text))
                    .setContextData(ContextDataFactory.createContextData(
                            Map.of("session", "1", "client", "192.0.2.7", "user", "${env:PATH}")))
                    .setThrown(trouble)
                    .build();
            return String.valueOf(config.getAppender("stderr").getLayout().toSerializable(event));
        }
    }

    @Test
    void looksNothingUp() {
        String line = line("${jndi:ldap://127.0.0.1:1/a}${env:PATH}%n%s{}", new IOException("${java:version}"));

        assertTrue(
                line.contains(
                        "[1 192.0.2.7 ${env:PATH}] login of ${jndi:ldap://127.0.0.1:1/a}${env:PATH}%n%s{} refused"),
                line);
        assertTrue(line.contains("${java:version}"), line);
    }

    @Test
    void writesOneLineAnEvent() {
        String line = line("a\r\nforged\nforged", new IOException("b\r\nforged"));

        assertEquals(1, line.lines().count(), line);
        assertTrue(line.contains("login of a\\r\\nforged\\nforged refused | "), line);
    }

    @ParameterizedTest
    @CsvSource({"queue, queue", ", stderr"})
    void goesThroughTheQueueWhereTheDaemonSaysSo(@Nullable String said, String appender) {
        try (var context = new LoggerContext("shipped");
                var _ = new Property("ferry.log.appender", said)) {
            assertEquals(
                    Set.of(appender),
                    read(context, SHIPPED).getRootLogger().getAppenders().keySet());
        }
    }

    @Test
    void losesNothingInTheQueue() {
        try (var context = new LoggerContext("shipped")) {
            var queue =
                    assertInstanceOf(AsyncAppender.class, read(context, SHIPPED).getAppender("queue"));

            assertTrue(queue.isBlocking());
            assertArrayEquals(new String[] {"stderr"}, queue.getAppenderRefStrings());
        }
    }

    /** What stands in comments for administrators to take out. */
    @Test
    void hasSamplesThatWork(@TempDir Path folder) throws IOException {
        String xml = Files.readString(SHIPPED);
        xml = Pattern.compile("<!--(?s:(?:(?!-->).)*?)(?=    <(?:RollingFile|Syslog|Logger) )((?s:(?:(?!-->).)*))-->")
                .matcher(xml)
                .replaceAll("$1")
                .replace("/var/log/ferry", folder.toString());
        try (var context = new LoggerContext("samples")) {
            var config = read(context, Files.writeString(folder.resolve("log4j2.xml"), xml));

            assertEquals(
                    Set.of("stderr", "queue", "file", "syslog"),
                    config.getAppenders().keySet());
            for (String logger : List.of("ferry.xferlog", "ferry.json")) {
                assertEquals(
                        Set.of("syslog"),
                        config.getLoggerConfig(logger).getAppenders().keySet());
                assertFalse(config.getLoggerConfig(logger).isAdditive());
            }
            for (String name : List.of("file", "syslog")) {
                config.<Appender>getAppender(name).stop(); // they have opened a file and a socket
            }
        }
    }

    @Test
    void isRehearsedAsItIs() {
        try (var one = new LoggerContext("shipped");
                var other = new LoggerContext("rehearsed")) {
            var shipped = read(one, SHIPPED);
            var rehearsed = read(other, Path.of("src", "main", "resources", "ferry", "rehearsal-log4j2.xml"));

            assertEquals(
                    String.valueOf(shipped.getAppender("stderr").getLayout()),
                    String.valueOf(rehearsed.getAppender("stderr").getLayout()));
            assertEquals(
                    shipped.getAppenders().keySet(), rehearsed.getAppenders().keySet());
        }
    }

    /** A system property, set for a while. */
    private record Property(String name) implements AutoCloseable {
        Property(String name, @Nullable String value) {
            this(name);
            if (value != null) {
                System.setProperty(name, value);
            }
        }

        @Override
        public void close() {
            System.clearProperty(name);
        }
    }
}
