package ferry.log;

import ferry.log.LogSettings.Rotation;
import ferry.protocol.NameCoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.appender.AsyncAppender;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.appender.RollingFileAppender;
import org.apache.logging.log4j.core.appender.rolling.CompositeTriggeringPolicy;
import org.apache.logging.log4j.core.appender.rolling.DefaultRolloverStrategy;
import org.apache.logging.log4j.core.appender.rolling.RolloverStrategy;
import org.apache.logging.log4j.core.appender.rolling.SizeBasedTriggeringPolicy;
import org.apache.logging.log4j.core.appender.rolling.TimeBasedTriggeringPolicy;
import org.apache.logging.log4j.core.appender.rolling.TriggeringPolicy;
import org.apache.logging.log4j.core.appender.rolling.action.Action;
import org.apache.logging.log4j.core.appender.rolling.action.DeleteAction;
import org.apache.logging.log4j.core.appender.rolling.action.IfAccumulatedFileCount;
import org.apache.logging.log4j.core.appender.rolling.action.IfFileName;
import org.apache.logging.log4j.core.appender.rolling.action.PathCondition;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.NullConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;

/**
 * Lines that an appender of log4j writes, on a thread of its own. It belongs to nobody's configuration, so that it outlives
 * the rereading of conf/log4j2.xml and several daemons of one process do not share it. When many lines wait, whoever writes
 * one more waits as well, and nothing is lost.
 */
final class AppenderLines implements Lines {
    private static final int MOST_WAITING = 4096;
    /** For a pipe whose reader has stopped, which must not keep the daemon from its end. */
    private static final long MOST_MILLIS_AT_THE_END = 5000;

    private static final String NAME = "lines";

    private final Appender appender;
    private final AsyncAppender queue;

    private AppenderLines(Configuration configuration, Appender appender) {
        this.appender = appender;
        appender.start();
        configuration.addAppender(appender);
        queue = AsyncAppender.newBuilder()
                .setName("queue")
                .setConfiguration(configuration)
                .setAppenderRefs(new AppenderRef[] {AppenderRef.createAppenderRef(NAME, null, null)})
                .setBufferSize(MOST_WAITING)
                .setBlocking(true)
                .setShutdownTimeout(MOST_MILLIS_AT_THE_END)
                .build();
        queue.start();
    }

    /** To standard output. */
    static AppenderLines toOutput() {
        var configuration = new NullConfiguration();
        return new AppenderLines(
                configuration,
                ConsoleAppender.newBuilder()
                        .setName(NAME)
                        .setConfiguration(configuration)
                        .setLayout(layout())
                        .setTarget(ConsoleAppender.Target.SYSTEM_OUT)
                        .build());
    }

    /** To the end of this file, which is made if it is missing; put aside by these rules unless it is a link. */
    static AppenderLines toFile(Path file, Rotation rotation) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(file + " is not a regular file"); // to open a FIFO waits for its reader
        }
        var configuration = new NullConfiguration();
        boolean rolls =
                rotation.on() && (Files.notExists(file) || Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
        Appender appender = rolls ? rolling(configuration, file, rotation) : plain(configuration, file);
        if (appender == null) {
            throw new IOException(file + " cannot be opened for writing");
        }
        return new AppenderLines(configuration, appender);
    }

    private static FileAppender plain(Configuration configuration, Path file) {
        return FileAppender.newBuilder()
                .setName(NAME)
                .setConfiguration(configuration)
                .setLayout(layout())
                .setFileName(file.toString())
                .setImmediateFlush(false) // but behind each batch
                .build();
    }

    private static RollingFileAppender rolling(Configuration configuration, Path file, Rotation rotation) {
        return RollingFileAppender.newBuilder()
                .setName(NAME)
                .setConfiguration(configuration)
                .setLayout(layout())
                .setFileName(file.toString())
                .setFilePattern(file + "-%d{yyyy-MM-dd}.%i.gz")
                .setPolicy(policy(rotation))
                .setStrategy(strategy(configuration, file, rotation.keep()))
                .setImmediateFlush(false)
                .build();
    }

    private static TriggeringPolicy policy(Rotation rotation) {
        var policies = new ArrayList<TriggeringPolicy>();
        if (rotation.size() > 0) {
            policies.add(SizeBasedTriggeringPolicy.createPolicy(String.valueOf(rotation.size())));
        }
        if (rotation.daily()) {
            policies.add(TimeBasedTriggeringPolicy.newBuilder().build());
        }
        return CompositeTriggeringPolicy.createPolicy(policies.toArray(TriggeringPolicy[]::new));
    }

    /** The strategy's own bound counts the files of one day only, so what is too old is deleted besides. */
    private static RolloverStrategy strategy(Configuration configuration, Path file, int keep) {
        var folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        String aside = Pattern.quote(file.getFileName() + "-") + "\\d{4}-\\d{2}-\\d{2}\\.\\d+\\.gz";
        PathCondition[] surplus = {IfAccumulatedFileCount.createFileCountCondition(keep)};
        PathCondition[] conditions = {IfFileName.createNameCondition(null, aside, surplus)};
        Action[] actions = {
            DeleteAction.createDeleteAction(folder.toString(), false, 1, false, null, conditions, null, configuration)
        };
        return DefaultRolloverStrategy.newBuilder()
                .setConfig(configuration)
                .setFileIndex("nomax")
                .setCustomActions(actions)
                .build();
    }

    /** Bytes as they are given. */
    private static PatternLayout layout() {
        return PatternLayout.newBuilder()
                .setPattern("%m%n")
                .setCharset(StandardCharsets.ISO_8859_1)
                .build();
    }

    @Override
    public void write(String line) {
        String bytes = new String(NameCoding.UTF_8.bytes(line), StandardCharsets.ISO_8859_1);
        queue.append(Log4jLogEvent.newBuilder()
                .setLoggerName(NAME)
                .setLevel(Level.INFO)
                .setMessage(new SimpleMessage(bytes))
                .build());
    }

    @Override
    public void close() {
        queue.stop(); // writes what waits
        appender.stop();
    }
}
