package ferry.admin;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** JSON as both ends of the control socket write and read it. */
public final class Json {
    private Json() {}

    /** An empty object. */
    public static JsonObject object() {
        return new JsonObject();
    }

    /** An array of texts. */
    static JsonArray texts(Collection<String> texts) {
        var array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    /** Reads the object that a daemon has sent. */
    static JsonObject parse(String line) throws IOException {
        try {
            return JsonParser.parseString(line).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new IOException("what answers at the control socket is no daemon of this kind", e);
        }
    }

    /** A member that is a text or a number, as text; empty where there is none. */
    public static String text(JsonObject object, String name) {
        return primitive(object, name).map(JsonPrimitive::getAsString).orElse("");
    }

    /** A member that is a number; another number where there is none. */
    public static long number(JsonObject object, String name, long otherwise) {
        return primitive(object, name)
                .filter(JsonPrimitive::isNumber)
                .map(JsonPrimitive::getAsLong)
                .orElse(otherwise);
    }

    /** A member that is a boolean; false where there is none. */
    public static boolean flag(JsonObject object, String name) {
        return primitive(object, name).map(JsonPrimitive::getAsBoolean).orElse(false);
    }

    /** The members of an array that are objects; none where there is no array. */
    public static List<JsonObject> objects(JsonObject object, String name) {
        return elements(object, name)
                .filter(JsonElement::isJsonObject)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    /** The members of an array that are texts or numbers; none where there is no array. */
    public static List<String> texts(JsonObject object, String name) {
        return elements(object, name)
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString)
                .toList();
    }

    private static java.util.stream.Stream<JsonElement> elements(JsonObject object, String name) {
        var member = object.get(name);
        return member != null && member.isJsonArray()
                ? StreamSupport.stream(member.getAsJsonArray().spliterator(), false)
                : java.util.stream.Stream.empty();
    }

    private static Optional<JsonPrimitive> primitive(JsonObject object, String name) {
        return Optional.ofNullable(object.get(name))
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsJsonPrimitive);
    }
}
