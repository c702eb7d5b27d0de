package ferry.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.base.Splitter;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import ferry.client.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A document of a manifest in dist/, which the schema of its kind has found right. */
record Manifest(JsonElement document) {
    private static final Path NODE_MODULES =
            Path.of("target", "npm", "node_modules").toAbsolutePath();

    /** Reads the documents of a file; fails with what is wrong with them. */
    static List<Manifest> read(String kind, Path file) throws Exception {
        Installed.require("node");
        Installed.require("the schemas in " + NODE_MODULES, Files.isDirectory(NODE_MODULES.resolve("yaml")));
        var outcome = Run.of("node", "src/test/scripts/manifests.mjs", NODE_MODULES.toString(), kind, file.toString());
        assertEquals(0, outcome.exit(), outcome.text());
        return JsonParser.parseString(outcome.text()).getAsJsonArray().asList().stream()
                .map(Manifest::new)
                .toList();
    }

    /** What stands at a place: names and numbers with slashes between them. */
    JsonElement at(String place) {
        var found = document;
        for (String step : Splitter.on('/').split(place)) {
            found = found.isJsonArray()
                    ? found.getAsJsonArray().get(Integer.parseInt(step))
                    : found.getAsJsonObject().get(step);
            if (found == null) {
                throw new IllegalStateException("nothing at " + place + " of " + document);
            }
        }
        return found;
    }

    /** The text that stands at a place. */
    String text(String place) {
        return at(place).getAsString();
    }

    /** The elements of the list at a place. */
    Stream<Manifest> list(String place) {
        return at(place).getAsJsonArray().asList().stream().map(Manifest::new);
    }

    /** The texts of the list at a place. */
    List<String> texts(String place) {
        return list(place).map(element -> element.document().getAsString()).toList();
    }

    /** The variables of the environment that are keys, or that the image itself reads. */
    static Set<String> variables() throws IOException {
        var keys = Files.readAllLines(Path.of("conf/ferry.properties")).stream()
                .filter(line -> line.matches("[a-z][a-z0-9.-]* =.*"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .map(key -> "FERRY_" + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"));
        return Stream.concat(keys, Stream.of("FERRY_USER", "FERRY_PASSWORD", "FERRY_PASSWORD_FILE"))
                .collect(Collectors.toSet());
    }

    /** The numbers of a range of ports. */
    static List<Integer> ports(String range) {
        var ends = Splitter.on('-').splitToStream(range).map(Integer::parseInt).toList();
        return IntStream.rangeClosed(ends.getFirst(), ends.getLast()).boxed().toList();
    }
}
