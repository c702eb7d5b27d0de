package ferry.image;

import com.google.common.base.Splitter;
import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Dockerfile: its stages, each of which begins with FROM. */
record Dockerfile(List<List<Instruction>> stages) {
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"(?:[^\"\\\\]|\\\\.)*\")+");

    /** A line, with those that it goes on in. */
    record Instruction(String name, String argument) {
        /** The words of the argument, or of the JSON array that it is; quotes have done their work. */
        List<String> words() {
            if (argument.startsWith("[")) {
                return JsonParser.parseString(argument).getAsJsonArray().asList().stream()
                        .map(element -> element.getAsString())
                        .toList();
            }
            return WORD.matcher(argument)
                    .results()
                    .map(word -> word.group().replace("\"", ""))
                    .toList();
        }

        /** Whether the argument is a JSON array: a command that no shell sees. */
        boolean isArray() {
            return argument.startsWith("[") && JsonParser.parseString(argument) instanceof JsonArray;
        }

        /** The words behind the options, {@code --name=value}. */
        List<String> plainWords() {
            return words().stream().filter(word -> !word.startsWith("--")).toList();
        }

        /** The value of an option. */
        Optional<String> option(String option) {
            return words().stream()
                    .filter(word -> word.startsWith("--" + option + "="))
                    .map(word -> word.substring(option.length() + 3))
                    .findFirst();
        }
    }

    /** Reads one. */
    static Dockerfile read(Path file) throws IOException {
        var stages = new ArrayList<List<Instruction>>();
        var line = new StringBuilder();
        for (String part : Files.readAllLines(file)) {
            if (part.isBlank() || part.stripLeading().startsWith("#")) {
                continue;
            }
            boolean goesOn = part.endsWith("\\");
            line.append(goesOn ? part.substring(0, part.length() - 1) : part);
            if (!goesOn) {
                var words = Splitter.on(Pattern.compile("\\s+")).limit(2).splitToList(line.toString());
                var instruction = new Instruction(
                        words.getFirst().toUpperCase(Locale.ROOT),
                        words.getLast().strip());
                if (instruction.name().equals("FROM")) {
                    stages.add(new ArrayList<>());
                }
                stages.getLast().add(instruction);
                line.setLength(0);
            }
        }
        return new Dockerfile(List.copyOf(stages));
    }

    /** All instructions of this name, of all stages. */
    Stream<Instruction> all(String name) {
        return stages.stream()
                .flatMap(List::stream)
                .filter(instruction -> instruction.name().equals(name));
    }

    /** The stage that becomes the image. */
    List<Instruction> last() {
        return stages.getLast();
    }

    /** The one instruction of this name in the last stage. */
    Instruction one(String name) {
        var found = last().stream()
                .filter(instruction -> instruction.name().equals(name))
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException(found.size() + " of " + name);
        }
        return found.getFirst();
    }
}
