package ferry;

import ferry.properties.Fault;
import ferry.properties.FaultyFileException;
import ferry.properties.RegularFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The file that says what is logged, and where to. A reload takes a new one; one with a fault, for which log4j itself would
 * log next to nothing, is refused. Only of a daemon that is a process of its own: elsewhere the log is the application's.
 */
final class LogFile implements Part {
    private final Path file;
    private byte[] current;

    private LogFile(Path file, byte[] current) {
        this.file = file;
        this.current = current;
    }

    /** The file that this JVM was started with, if it is an XML file on the disk. */
    static Optional<LogFile> ofProcess() {
        String name = System.getProperty("log4j2.configurationFile", "");
        if (!name.toLowerCase(Locale.ROOT).endsWith(".xml") || name.contains(":")) {
            return Optional.empty();
        }
        try {
            var file = Path.of(name);
            return Optional.of(new LogFile(file, RegularFile.read(file)));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** Where it is. */
    Path path() {
        return file;
    }

    @Override
    public Change prepare(Plan next) throws FaultyFileException {
        byte[] bytes = bytes();
        if (Arrays.equals(bytes, current)) {
            return List::of;
        }
        checkForm(bytes);
        var context = LoggerContext.getContext(false);
        var configuration = configuration(context, bytes);
        return () -> {
            context.reconfigure(configuration);
            current = bytes;
            return List.of(file.getFileName() + ": read again");
        };
    }

    private byte[] bytes() throws FaultyFileException {
        try {
            return RegularFile.read(file);
        } catch (IOException e) {
            throw faulty(0, "cannot be read: " + e);
        }
    }

    private void checkForm(byte[] bytes) throws FaultyFileException {
        try {
            var factory = SAXParserFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.newSAXParser().parse(new ByteArrayInputStream(bytes), new DefaultHandler());
        } catch (SAXParseException e) {
            throw faulty(e.getLineNumber(), String.valueOf(e.getMessage()));
        } catch (SAXException | ParserConfigurationException | IOException e) {
            throw faulty(0, String.valueOf(e.getMessage()));
        }
    }

    private Configuration configuration(LoggerContext context, byte[] bytes) throws FaultyFileException {
        var heard = new Heard();
        StatusLogger.getLogger().registerListener(heard);
        try {
            var source = new ConfigurationSource(new ByteArrayInputStream(bytes), file);
            var configuration = ConfigurationFactory.getInstance().getConfiguration(context, source);
            if (configuration == null) {
                throw faulty(0, "is no configuration of log4j");
            }
            configuration.initialize();
            if (!heard.errors.isEmpty()) {
                throw faulty(0, heard.errors.getFirst());
            }
            if (configuration.getRootLogger().getAppenders().isEmpty()) {
                throw faulty(0, "its root logger has no appender");
            }
            return configuration;
        } finally {
            StatusLogger.getLogger().removeListener(heard);
        }
    }

    private FaultyFileException faulty(int line, String message) {
        return new FaultyFileException(List.of(new Fault(file.toString(), line, "", message)));
    }

    /** What log4j finds wrong. */
    private static final class Heard implements StatusListener {
        private final List<String> errors = new ArrayList<>();

        @Override
        public void log(StatusData data) {
            errors.add(data.getMessage().getFormattedMessage());
        }

        @Override
        public Level getStatusLevel() {
            return Level.ERROR;
        }

        @Override
        public void close() {}
    }

    /** Does nothing: whoever runs the process ends its log, behind the last line. */
    @Override
    public void close() {}
}
