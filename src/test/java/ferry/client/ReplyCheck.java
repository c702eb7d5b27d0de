package ferry.client;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails every test during which a daemon of this process gave a verb a reply that {@link ReplyTable} has not for it.
 * Found by JUnit itself, see {@code junit-platform.properties}.
 */
public final class ReplyCheck implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final ReplyRecorder RECORDER = install(new ReplyRecorder(ReplyTable.read()));

    /** The recorder of all tests. */
    static ReplyRecorder recorder() {
        return RECORDER;
    }

    private static ReplyRecorder install(ReplyRecorder recorder) {
        var context = (LoggerContext) LogManager.getContext(false);
        listen(context, recorder);
        context.addPropertyChangeListener(_ -> listen(context, recorder)); // some tests configure the log anew
        return recorder;
    }

    private static void listen(LoggerContext context, ReplyRecorder recorder) {
        var configuration = context.getConfiguration();
        configuration.removeFilter(recorder); // told of the same configuration twice, it would hear all twice
        configuration.addFilter(recorder);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        RECORDER.test(context.getRequiredTestClass().getName());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        RECORDER.test(context.getRequiredTestClass().getName() + ": " + context.getDisplayName());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        check();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        check();
    }

    private static void check() {
        var wrong = RECORDER.takeWrong();
        if (!wrong.isEmpty()) {
            throw new AssertionError("replies that reply-codes.txt does not allow:\n" + String.join("\n", wrong));
        }
    }
}
