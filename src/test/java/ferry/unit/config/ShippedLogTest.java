package ferry.unit.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.junit.jupiter.api.Test;

/** How conf/log4j2.xml writes a line. */
final class ShippedLogTest {
    private static String line(String text, Throwable trouble) {
        try (var context = new LoggerContext("shipped")) {
            var config = ConfigurationFactory.getInstance()
                    .getConfiguration(
                            context, "shipped", Path.of("conf", "log4j2.xml").toUri());
            config.initialize();
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
}
