package ferry.unit.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AsyncAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
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
