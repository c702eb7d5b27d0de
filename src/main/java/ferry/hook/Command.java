package ferry.hook;

import ferry.properties.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program and its arguments, in which {@code ${on-disk}} and its like stand for fields of the event.
 *
 * <p>The line is split into words before anything is put in, and there is no shell: whatever a client calls a file, it is a
 * part of the one argument in which its field stands.
 *
 * @param program the program, an absolute path
 * @param arguments the arguments as they were written
 */
public record Command(Path program, List<String> arguments) {
    private static final Pattern FIELD = Pattern.compile("\\$\\{([^}]*)}");
    private static final int LONGEST = 8192;

    /** Copies the arguments. */
    public Command {
        arguments = List.copyOf(arguments);
    }

    /**
     * Reads a command: words between blanks, and anything between quotes. The program is found from {@code base}. Throws
     * IllegalArgumentException that says what is wrong.
     */
    public static Command parse(String text, Path base) {
        var words = words(text);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a program is needed");
        }
        for (String word : words) {
            FIELD.matcher(word).results().map(found -> found.group(1)).forEach(Command::check);
        }
        if (FIELD.matcher(words.getFirst()).find()) {
            throw new IllegalArgumentException("no client has a say in which program is run: no ${...} in its name");
        }
        return new Command(base.resolve(words.getFirst()), words.subList(1, words.size()));
    }

    private static void check(String name) {
        if (!Fields.NAMES.contains(name)) {
            throw new IllegalArgumentException(
                    Suggestion.unknown("field", name, Fields.NAMES) + "; known: " + String.join(", ", Fields.NAMES));
        }
    }

    private static List<String> words(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("up to " + LONGEST + " characters can be read");
        }
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && (c == ' ' || c == '\t')) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                begun = false;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                begun = true;
            } else if (c == quote) {
                quote = 0;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("the quote " + quote + " is not closed");
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }

    /** The words to run, with the values of fields in their places; what comes of a value is not looked at again. */
    List<String> words(UnaryOperator<String> value) {
        var words = new ArrayList<String>();
        words.add(program.toString());
        for (String argument : arguments) {
            words.add(
                    FIELD.matcher(argument).replaceAll(found -> Matcher.quoteReplacement(value.apply(found.group(1)))));
        }
        return words;
    }
}
