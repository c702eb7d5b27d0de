package ferry.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The terminal while a live table has it: another page, no cursor, keys without Enter. However it ends, by a key, an
 * exception or a signal, the terminal is left as it was found.
 */
final class Screen implements AutoCloseable {
    private static final String BEGIN = "\033[?1049h\033[?25l";
    private static final String END = "\033[?25h\033[?1049l";

    private final Terminal terminal;
    private final Attributes before;
    private final Thread hook = Thread.ofPlatform().unstarted(this::restore);
    private final ReentrantLock lock =
            new ReentrantLock(); // guards the next field, and that nothing is drawn behind the end
    private boolean restored;

    private Screen(Terminal terminal) {
        this.terminal = terminal;
        before = terminal.enterRawMode();
        var raw = terminal.getAttributes();
        raw.setLocalFlag(LocalFlag.ISIG, false); // Ctrl-C is a key: stopped by Ctrl-Z, the terminal would stay as it is
        terminal.setAttributes(raw);
        Runtime.getRuntime().addShutdownHook(hook);
        write(BEGIN);
    }

    /** Takes the terminal; throws where there is none that can do this. */
    static Screen open() throws IOException {
        return new Screen(TerminalBuilder.builder()
                .system(true)
                .provider(TerminalBuilder.PROP_PROVIDER_FFM)
                .dumb(false)
                .nativeSignals(false)
                .build());
    }

    /** How large it is now. */
    Size size() {
        return terminal.getSize();
    }

    /** The next character, or a negative number when none has come in time, or none will come any more. */
    int read(long millis) throws IOException {
        return terminal.reader().read(Math.max(1, millis));
    }

    /** Shows these lines, from the first line of the terminal on. */
    void draw(List<String> lines) {
        lock.lock();
        try {
            if (!restored) {
                write("\033[H" + String.join("\033[K\r\n", lines) + "\033[K\033[J");
            }
        } finally {
            lock.unlock();
        }
    }

    /** Past the terminal's own writer, which a hook of the library closes when the JVM ends, before or behind this one's. */
    private static void write(String text) {
        System.out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }

    private void restore() {
        lock.lock();
        try {
            if (!restored) {
                restored = true;
                write(END);
                terminal.setAttributes(before);
            }
        } catch (IllegalStateException _) {
            return; // closed: the library's hook has restored the rest
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            return; // the JVM ends already
        }
        terminal.close();
    }
}
