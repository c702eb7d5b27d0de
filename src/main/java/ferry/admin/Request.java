package ferry.admin;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import ferry.protocol.Escaped;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request to the control socket: a line with one flat JSON object, such as {@code {"version":1,"command":"who"}}.
 *
 * @param command what is to be done
 * @param arguments the other members, each a string, a number or a boolean
 */
public record Request(String command, Map<String, String> arguments) {
    /** The version of the language of both directions. */
    public static final int VERSION = 1;

    private static final int MOST_MEMBERS = 16;
    private static final String NEEDED = "a line with one flat JSON object is needed, not this: ";

    /** Copies the arguments. */
    public Request {
        arguments = Map.copyOf(arguments);
    }

    /** Without arguments. */
    public static Request of(String command) {
        return new Request(command, Map.of());
    }

    /** Reads one; throws RefusedException that says what is wrong. */
    static Request parse(String line) throws RefusedException {
        var members = new LinkedHashMap<String, String>();
        try (var reader = new JsonReader(new StringReader(line))) {
            reader.setStrictness(Strictness.STRICT);
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                if (members.put(name, value(reader)) != null || members.size() > MOST_MEMBERS) {
                    throw new RefusedException(NEEDED + "a member twice, or too many");
                }
            }
            reader.endObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new RefusedException(NEEDED + "more behind its end");
            }
        } catch (IOException | IllegalStateException _) {
            throw new RefusedException(NEEDED + "it is no JSON, or no object"); // theirs are no words for users
        }
        var version = Optional.ofNullable(members.remove("version")).orElse("nothing");
        if (!version.equals(Integer.toString(VERSION))) {
            throw new RefusedException("this daemon speaks version " + VERSION + ", and is asked in version "
                    + Escaped.text(version) + "; use the bin/ferry of its installation");
        }
        var command = Optional.ofNullable(members.remove("command"))
                .orElseThrow(() -> new RefusedException("a member \"command\" is needed"));
        return new Request(command, members);
    }

    private static String value(JsonReader reader) throws IOException, RefusedException {
        return switch (reader.peek()) {
            case STRING, NUMBER -> reader.nextString();
            case BOOLEAN -> Boolean.toString(reader.nextBoolean());
            default -> throw new RefusedException(NEEDED + "a member that is neither text nor number nor boolean");
        };
    }

    /** The line without its end. */
    String line() {
        var json = Json.object();
        json.addProperty("version", VERSION);
        json.addProperty("command", command);
        arguments.forEach(json::addProperty);
        return json.toString();
    }

    /** An argument, if it is there and not empty. */
    Optional<String> argument(String name) {
        return Optional.ofNullable(arguments.get(name)).filter(value -> !value.isEmpty());
    }

    /** Whether an argument is {@code true}. */
    boolean flag(String name) {
        return argument(name).filter("true"::equals).isPresent();
    }
}
