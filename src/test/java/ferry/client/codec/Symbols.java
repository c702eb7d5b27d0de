package ferry.client.codec;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A file between its representation and its transfer mode: bytes, and the ends of records. A position in it counts
 * both, so that a restart marker can stand anywhere.
 */
final class Symbols {
    /** The end of a record, which is no byte. */
    static final int END_OF_RECORD = 256;

    private static final int CR = '\r';
    private static final int LF = '\n';

    private final int[] symbols;

    private Symbols(int[] symbols) {
        this.symbols = symbols;
    }

    /** Takes symbols one after the other. */
    static final class Builder {
        private int[] symbols = new int[64];
        private int length;

        /** Adds a byte or the end of a record. */
        void add(int symbol) {
            if (length == symbols.length) {
                symbols = Arrays.copyOf(symbols, 2 * length);
            }
            symbols[length++] = symbol;
        }

        /** How many there are. */
        int length() {
            return length;
        }

        /** Ends. */
        Symbols build() {
            return new Symbols(Arrays.copyOf(symbols, length));
        }
    }

    /** Represents a file whose lines end in LF. */
    static Symbols of(byte[] file, Type type, Structure structure) {
        var symbols = new Builder();
        int before = -1;
        for (byte each : file) {
            int character = each & 0xff;
            if (character == LF && structure == Structure.RECORD) {
                symbols.add(END_OF_RECORD);
            } else {
                if (character == LF && type == Type.ASCII && before != CR) {
                    symbols.add(CR);
                }
                symbols.add(type.represent(character));
            }
            before = character;
        }
        return symbols.build();
    }

    /** The file that is represented so, with LF at the ends of lines or records. */
    byte[] file(Type type, Structure structure) throws MalformedException {
        var file = new ByteArrayOutputStream();
        boolean lines = type == Type.ASCII && structure == Structure.FILE;
        for (int i = 0; i < symbols.length; i++) {
            int symbol = symbols[i];
            if (symbol == END_OF_RECORD) {
                if (structure == Structure.FILE) {
                    throw new MalformedException("the end of a record in a file without records, at " + i);
                }
                file.write(LF);
            } else if (lines && symbol == LF && (i == 0 || symbols[i - 1] != CR)) {
                throw new MalformedException("a line that does not end in CR LF, at " + i);
            } else if (!(lines && symbol == CR && i + 1 < symbols.length && symbols[i + 1] == LF)) {
                file.write(type.understand(symbol));
            }
        }
        return file.toByteArray();
    }

    /** How many there are. */
    int length() {
        return symbols.length;
    }

    /** The one at this position. */
    int at(int position) {
        return symbols[position];
    }

    /** The rest from a position on. */
    Symbols from(int position) {
        return new Symbols(Arrays.copyOfRange(symbols, position, symbols.length));
    }

    /** How many bytes stand between this position and the end of the record, the limit or the end of all. */
    int bytesFrom(int position, int limit) {
        int end = position;
        while (end < limit && symbols[end] != END_OF_RECORD) {
            end++;
        }
        return end - position;
    }

    /** How often the byte at this position is repeated, itself included, up to a limit. */
    int runFrom(int position, int limit) {
        int end = position;
        while (end < limit && symbols[end] == symbols[position]) {
            end++;
        }
        return end - position;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Symbols that && Arrays.equals(symbols, that.symbols);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(symbols);
    }

    @Override
    public String toString() {
        return symbols.length + " symbols";
    }
}
