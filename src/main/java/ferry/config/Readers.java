package ferry.config;

import com.google.common.base.Splitter;
import ferry.properties.ByteCount;
import ferry.protocol.AddressList;
import ferry.protocol.HostName;
import ferry.proxy.Proxies;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Readers of single values. Each throws IllegalArgumentException that says what is needed. */
final class Readers {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)?");

    /** Sockets count milliseconds in an int. */
    private static final Duration LONGEST = Duration.ofDays(24);

    private Readers() {}

    /** A number with a unit, for a time that sockets wait. */
    static Duration duration(String text) {
        var duration = age(text);
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a time of up to " + LONGEST.toDays() + "d is needed, not \"" + text + "\"");
        }
        return duration;
    }

    /** A number with a unit: ms, s (also without a unit), m, h or d. */
    private static Duration age(String text) {
        var match = DURATION.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("a time such as 300ms, 60s, 5m or 1h is needed, not \"" + text + "\"");
        }
        long number = Long.parseLong(match.group(1));
        return switch (String.valueOf(match.group(2))) {
            case "ms" -> Duration.ofMillis(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofSeconds(number);
        };
    }

    /** A time above zero. */
    static Duration limit(String text) {
        var duration = duration(text);
        if (duration.isZero()) {
            throw new IllegalArgumentException("a time above zero is needed");
        }
        return duration;
    }

    /** A time, or {@code off}, which is zero. */
    static Duration durationOrOff(String text) {
        return text.equals("off") ? Duration.ZERO : orOff(text, Readers::duration);
    }

    /** An age of files, however long, or {@code off}, which is zero. */
    static Duration ageOrOff(String text) {
        return text.equals("off") ? Duration.ZERO : orOff(text, Readers::age);
    }

    /** A number of 1 or more. */
    static int count(String text) {
        return between(text, 1, Integer.MAX_VALUE);
    }

    /** A number of 1 or more, or {@code off}, which is zero. */
    static int countOrOff(String text) {
        return text.equals("off") ? 0 : orOff(text, Readers::count);
    }

    /** A number of 1 or more; {@code off}, or 0, is no limit. */
    static int limitOrOff(String text) {
        return text.equals("0") ? 0 : countOrOff(text);
    }

    private static <T> T orOff(String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("off, or " + e.getMessage(), e);
        }
    }

    /** A number of bytes; 0 is no limit. */
    static long bytes(String text) {
        return ByteCount.parse(text, "a number of bytes, such as 500M or 10G, or 0 for no limit,");
    }

    /** A number of bytes a second; 0 is no limit. */
    static long rate(String text) {
        return ByteCount.parse(text, "a number of bytes a second, such as 500K or 10M, or 0 for no limit,");
    }

    /** A port, 1 to 65535. */
    static int port(String text) {
        return between(text, 1, 65_535);
    }

    private static int between(String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "a number from " + least + " to " + most + " is needed, not \"" + text + "\"");
    }

    /** {@code on} or {@code off}, nothing else. */
    static boolean on(String text) {
        return switch (text) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException("on or off is needed, not \"" + text + "\"");
        };
    }

    /** {@code true} or {@code false}, nothing else. */
    static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false is needed, not \"" + text + "\"");
        };
    }

    /** A word of an enum, in lower case. */
    static <E extends Enum<E>> E word(Class<E> type, String text) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        var words = new StringBuilder();
        for (E constant : type.getEnumConstants()) {
            words.append(words.isEmpty() ? "" : ", ").append(constant.name().toLowerCase(Locale.ROOT));
        }
        throw new IllegalArgumentException("one of " + words + " is needed, not \"" + text + "\"");
    }

    /** A charset of this Java. */
    static Charset charset(String text) {
        try {
            return Charset.forName(text);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException("the charset \"" + text + "\" is not known", e);
        }
    }

    /** The lines of a greeting; a line ends at a line feed, or at the two characters that stand for it. */
    static List<String> welcome(String text) {
        return text(text)
                .replace("\\n", "\n")
                .lines()
                .map(String::stripTrailing)
                .toList();
    }

    /** Words separated by commas. */
    static List<String> list(String text) {
        return Splitter.on(',').trimResults().omitEmptyStrings().splitToList(text);
    }

    /** Addresses and networks of proxies; {@code off}, or nothing, for none. */
    static Proxies proxies(String text) {
        return text.equals("off") ? Proxies.NONE : new Proxies(AddressList.parse(text));
    }

    /** Names of hosts, separated by commas; nothing for the star, which is every name. */
    static Optional<Set<HostName>> hostNamesOrAny(String text) {
        return text.equals("*") ? Optional.empty() : Optional.of(hostNames(text));
    }

    /** Names of hosts, separated by commas. */
    static Set<HostName> hostNames(String text) {
        var names = new LinkedHashSet<HostName>();
        for (String word : list(text)) {
            names.add(HostName.of(word)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "names of hosts, separated by commas, are needed, not \"" + word + "\"")));
        }
        return names;
    }

    /** Why a file cannot be read. */
    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "no such file";
            case AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        };
    }

    /** Anything but nothing. */
    static String text(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a value is needed");
        }
        return text;
    }
}
