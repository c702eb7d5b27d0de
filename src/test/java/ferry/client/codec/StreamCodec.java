package ferry.client.codec;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** Stream mode: RFC 959, section 3.4.1. */
final class StreamCodec {
    private static final int ESCAPE = 0xff;
    private static final int END_OF_RECORD = 1;
    private static final int END_OF_FILE = 2;

    private StreamCodec() {}

    /** The bytes of a file; with records those of its escape codes as well. */
    static byte[] encode(Symbols symbols, Structure structure, Style style) {
        var wire = new ByteArrayOutputStream();
        boolean ended = false;
        for (int i = 0; i < symbols.length(); i++) {
            int symbol = symbols.at(i);
            if (structure == Structure.FILE) {
                wire.write(symbol);
            } else if (symbol == Symbols.END_OF_RECORD) {
                ended = i == symbols.length() - 1 && !style.wastes();
                wire.write(ESCAPE);
                wire.write(ended ? END_OF_RECORD | END_OF_FILE : END_OF_RECORD);
            } else {
                wire.write(symbol);
                if (symbol == ESCAPE) {
                    wire.write(ESCAPE);
                }
            }
        }
        if (structure == Structure.RECORD && !ended) {
            wire.write(ESCAPE);
            wire.write(END_OF_FILE);
        }
        return wire.toByteArray();
    }

    /** The other way. */
    static Decoded decode(byte[] bytes, Structure structure) throws MalformedException {
        var symbols = new Symbols.Builder();
        var wire = new Wire(bytes);
        boolean ended = structure == Structure.FILE;
        while (!wire.atEnd()) {
            int symbol = wire.next();
            if (structure == Structure.RECORD && symbol == ESCAPE) {
                int code = wire.next();
                switch (code) {
                    case ESCAPE -> symbols.add(ESCAPE);
                    case END_OF_RECORD -> symbols.add(Symbols.END_OF_RECORD);
                    case END_OF_FILE -> ended = true;
                    case END_OF_RECORD | END_OF_FILE -> {
                        symbols.add(Symbols.END_OF_RECORD);
                        ended = true;
                    }
                    default -> throw new MalformedException("the control code " + code);
                }
                if (ended) {
                    wire.end();
                }
            } else {
                symbols.add(symbol);
            }
        }
        if (!ended) {
            throw new MalformedException("no end of file");
        }
        return new Decoded(symbols.build(), List.of());
    }
}
