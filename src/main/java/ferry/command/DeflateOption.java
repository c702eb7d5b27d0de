package ferry.command;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;
import static ferry.protocol.ReplyCode.PARAMETER_NOT_IMPLEMENTED;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import ferry.protocol.ReplyException;
import java.util.List;
import java.util.Locale;

/** An option of MODE Z, as draft-preston-ftpext-deflate writes it behind OPTS MODE. */
sealed interface DeflateOption {
    /**
     * How hard it tries.
     *
     * @param level 1 for the fastest, 9 for the smallest
     */
    record Level(int level) implements DeflateOption {
        @Override
        public String toString() {
            return "LEVEL is " + level;
        }
    }

    /** What has one value only: {@code ENGINE ZLIB} and {@code METHOD 8}. */
    enum Fixed implements DeflateOption {
        /** The library that packs. */
        ENGINE,
        /** The method within it. */
        METHOD;

        @Override
        public String toString() {
            return this == ENGINE ? "ENGINE is ZLIB" : "METHOD is 8";
        }
    }

    /** Reads {@code Z LEVEL 7} and the like; 504 for values that there are elsewhere, 501 else. */
    static DeflateOption parse(String argument) throws ReplyException {
        List<String> words =
                Splitter.on(CharMatcher.whitespace()).omitEmptyStrings().splitToList(argument.toUpperCase(Locale.ROOT));
        if (words.size() != 3 || !words.getFirst().equals("Z")) {
            throw wrong();
        }
        String value = words.get(2);
        return switch (words.get(1)) {
            case "LEVEL" -> level(value);
            case "ENGINE" -> fixed(Fixed.ENGINE, value.equals("ZLIB"));
            case "METHOD" -> fixed(Fixed.METHOD, value.equals("8"));
            default -> throw wrong();
        };
    }

    private static DeflateOption level(String value) throws ReplyException {
        if (value.length() == 1 && value.charAt(0) >= '1' && value.charAt(0) <= '9') {
            return new Level(value.charAt(0) - '0');
        }
        throw new ReplyException(BAD_ARGUMENT, "MODE Z takes a LEVEL from 1 to 9");
    }

    private static DeflateOption fixed(Fixed option, boolean served) throws ReplyException {
        if (!served) {
            throw new ReplyException(PARAMETER_NOT_IMPLEMENTED, "MODE Z " + option);
        }
        return option;
    }

    private static ReplyException wrong() {
        return new ReplyException(BAD_ARGUMENT, "OPTS MODE takes Z LEVEL <1-9>");
    }
}
