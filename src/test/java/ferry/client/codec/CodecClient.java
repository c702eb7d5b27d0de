package ferry.client.codec;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.client.Dialogue;
import ferry.client.FerryServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** A client of the user {@code ferry} that moves files in every form. */
final class CodecClient implements AutoCloseable {
    /** RFC 959, section 4.2: the blanks around the sign are a part of the reply. */
    private static final Pattern MARK = Pattern.compile("110 MARK ([!-~]+) = ([!-~]+)");

    private final Dialogue dialogue;
    private Form form = Form.of("AFS");

    CodecClient(FerryServer server) {
        dialogue = Dialogue.loggedIn(server);
    }

    CodecClient(FerryServer server, Form form) {
        this(server);
        set(form);
    }

    /**
     * How an upload ended.
     *
     * @param reply the final reply
     * @param marks for each restart marker that the server has answered the server's own
     */
    record Sent(String reply, Map<String, String> marks) {
        Sent {
            marks = Map.copyOf(marks);
        }

        /** Fails unless the final reply begins with, or matches, this. */
        Sent expect(String code) {
            assertTrue(reply.matches(code + " .*"), () -> "expected " + code + " but got: " + reply);
            return this;
        }

        /** The server's marker for the client's. */
        String server(int position) {
            String own = Integer.toString(position);
            assertTrue(marks.containsKey(own), () -> "no 110 for " + own + " but for " + marks);
            return String.valueOf(marks.get(own));
        }
    }

    /** Sets the parameters of the transfers that follow. */
    void set(Form next) {
        dialogue.say("TYPE " + next.type().code()).expect("200");
        dialogue.say("STRU " + next.structure().code()).expect("200");
        dialogue.say("MODE " + next.mode().code()).expect("200");
        form = next;
    }

    /** The control connection. */
    Dialogue dialogue() {
        return dialogue;
    }

    /** Stores a file. */
    Sent store(String name, byte[] file, Style style) {
        return send("STOR " + name, form.encode(file, style));
    }

    /** Carries out an upload with these bytes on its way, as many as the server takes, and awaits its final reply. */
    Sent send(String command, byte[] wire) {
        try (var data = dialogue.passive()) {
            dialogue.say(command).expect("150");
            data.getOutputStream().write(wire);
        } catch (IOException e) {
            if (wire.length == 0) {
                throw new UncheckedIOException(e); // otherwise the server had enough, and its reply says why
            }
        }
        return sent();
    }

    /** Awaits the end of an upload. */
    Sent sent() {
        var marks = new LinkedHashMap<String, String>();
        String reply = dialogue.read();
        while (reply.startsWith("110")) {
            var mark = MARK.matcher(reply);
            assertTrue(mark.matches(), reply);
            marks.put(mark.group(1), mark.group(2));
            reply = dialogue.read();
        }
        return new Sent(reply, marks);
    }

    /** Retrieves a file. */
    byte[] retrieve(String name) {
        return receive("RETR " + name);
    }

    /** Carries out a command that sends something, and returns what it was before it was represented. */
    byte[] receive(String command) {
        try {
            return form.file(dialogue.receive(command));
        } catch (MalformedException e) {
            throw new UncheckedIOException(form + " " + command + ": " + e.getMessage(), e);
        }
    }

    /** The same with the restart markers in it. */
    Decoded decode(String command) {
        try {
            return form.decode(dialogue.receive(command));
        } catch (MalformedException e) {
            throw new UncheckedIOException(form + " " + command + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        dialogue.close();
    }
}
