package ferry.client.codec;

import java.util.ArrayList;
import java.util.List;

/**
 * What a client and a server have agreed on for a transfer.
 *
 * @param type TYPE
 * @param structure STRU
 * @param mode MODE
 */
record Form(Type type, Structure structure, Mode mode) {
    /** Every one that there is. */
    static List<Form> all() {
        var all = new ArrayList<Form>();
        for (var type : Type.values()) {
            for (var structure : Structure.values()) {
                for (var mode : Mode.values()) {
                    all.add(new Form(type, structure, mode));
                }
            }
        }
        return all;
    }

    /** Reads TYPE, STRU and MODE as three letters, such as {@code ERC}. */
    static Form of(String letters) {
        return all().stream()
                .filter(form -> form.toString().equals(letters))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(letters));
    }

    /** Represents a file whose lines end in LF. */
    Symbols represent(byte[] file) {
        return Symbols.of(file, type, structure);
    }

    /** The bytes that are sent for a file. */
    byte[] encode(byte[] file, Style style) {
        return encode(represent(file), style);
    }

    /** The bytes that are sent for what represents a file. */
    byte[] encode(Symbols symbols, Style style) {
        return switch (mode) {
            case STREAM -> StreamCodec.encode(symbols, structure, style);
            case BLOCK -> BlockCodec.encode(symbols, style);
            case COMPRESSED -> CompressedCodec.encode(symbols, type.filler(), style);
            case DEFLATE -> DeflateCodec.encode(StreamCodec.encode(symbols, structure, style), style);
        };
    }

    /** The file for which these bytes were sent. */
    byte[] file(byte[] wire) throws MalformedException {
        return decode(wire).symbols().file(type, structure);
    }

    /** What these bytes say. */
    Decoded decode(byte[] wire) throws MalformedException {
        return switch (mode) {
            case STREAM -> StreamCodec.decode(wire, structure);
            case BLOCK -> BlockCodec.decode(wire);
            case COMPRESSED -> CompressedCodec.decode(wire, type.filler());
            case DEFLATE -> StreamCodec.decode(DeflateCodec.decode(wire), structure);
        };
    }

    @Override
    public String toString() {
        return type.code() + structure.code() + mode.code();
    }
}
