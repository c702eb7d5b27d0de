package ferry.legacy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import ferry.file.Digest;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The header of a frame that a client sends with {@code post}. The tutorials and their copies do not agree on its keys.
 *
 * @param name the base name of the file, where the header tells one
 * @param size the bytes of the file
 * @param digest the digest of the file, where the header tells one that can be checked
 * @param acknowledge whether the client wants to be told the outcome
 */
public record FrameHeader(Optional<String> name, long size, Optional<Expected> digest, boolean acknowledge) {
    /**
     * What the digest of a file is to be.
     *
     * @param digest which one
     * @param hex its value, in lower case
     */
    public record Expected(Digest digest, String hex) {}

    private static final List<String> NAMES = List.of("filename", "file_name");
    private static final List<String> SIZES = List.of("file_size", "filesize", "total_size", "size");
    private static final List<String> DIGESTS = List.of("md5", "sha1", "sha256", "sha512", "hash", "filemd5");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,18})(\\.0{1,9})?");
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]+");

    /** Reads a header. */
    public static FrameHeader parse(String json) throws FrameException {
        var object = object(json);
        return new FrameHeader(
                values(object, NAMES)
                        .filter(JsonPrimitive::isString)
                        .map(name -> baseName(name.getAsString()))
                        .filter(name -> !name.isEmpty())
                        .findFirst(),
                size(object),
                values(object, DIGESTS)
                        .flatMap(value -> expected(value.getAsString()).stream())
                        .findFirst(),
                values(object, List.of("ack")).anyMatch(value -> value.isBoolean() && value.getAsBoolean()));
    }

    /** What stands behind the last slash or backslash: a client's folders mean nothing here. */
    public static String baseName(String name) {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    private static JsonObject object(String json) throws FrameException {
        try (var reader = new JsonReader(new StringReader(json))) {
            reader.setStrictness(Strictness.STRICT);
            var value = JsonParser.parseReader(reader);
            if (value.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT) {
                return value.getAsJsonObject();
            }
        } catch (IOException | JsonParseException e) {
            throw new FrameException("the header is no JSON: " + e.getMessage());
        }
        throw new FrameException("the header is no JSON object");
    }

    private static long size(JsonObject header) throws FrameException {
        var value = values(header, SIZES)
                .findFirst()
                .map(JsonPrimitive::getAsString)
                .orElseThrow(() -> new FrameException("the header tells no size"));
        var size = SIZE.matcher(value);
        if (!size.matches()) {
            throw new FrameException("the header tells a size of " + value);
        }
        return Long.parseLong(size.group(1));
    }

    private static Optional<Expected> expected(String hex) {
        return HEX.matcher(hex).matches()
                ? Digest.ofLength(hex.length()).map(digest -> new Expected(digest, hex.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    private static Stream<JsonPrimitive> values(JsonObject header, List<String> keys) {
        return keys.stream()
                .map(header::get)
                .filter(value -> value != null && value.isJsonPrimitive())
                .map(value -> value.getAsJsonPrimitive());
    }
}
