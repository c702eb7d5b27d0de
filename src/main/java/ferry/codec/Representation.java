package ferry.codec;

import ferry.protocol.RepresentationType;
import ferry.protocol.Structure;
import ferry.protocol.TransferMode;

/**
 * How the bytes of a transfer look on the data connection: the transfer parameters of RFC 959, section 5.1.
 *
 * @param type the representation type; the format control changes no byte and is not here
 * @param structure the structure
 * @param mode the transfer mode
 * @param level how hard deflate tries, 1 to 9; for MODE Z
 */
public record Representation(RepresentationType type, Structure structure, TransferMode mode, int level) {
    /** The bytes of the file and nothing else. */
    public static final Representation PLAIN =
            new Representation(RepresentationType.IMAGE, Structure.FILE, TransferMode.STREAM, 6);

    /** Whether the bytes go as they are, so that no codec is needed. */
    public boolean plain() {
        return type == RepresentationType.IMAGE && structure == Structure.FILE && mode == TransferMode.STREAM;
    }

    /** The same without packing: what a restart offset of deflate mode counts. */
    public Representation unpacked() {
        return mode == TransferMode.DEFLATE ? new Representation(type, structure, TransferMode.STREAM, level) : this;
    }

    /** Whether a listing goes as text lines that end in CR LF, without any other codec. */
    public boolean plainText() {
        return type != RepresentationType.EBCDIC && structure == Structure.FILE && mode == TransferMode.STREAM;
    }

    /** Whether the mode has restart markers: block and compressed mode, RFC 959, section 3.5. */
    public boolean markers() {
        return mode == TransferMode.BLOCK || mode == TransferMode.COMPRESSED;
    }

    /** Whether a restart offset counts bytes of the file: it is a marker of ours, or each byte of the file becomes one. */
    public boolean offsetOfFile() {
        return markers() || (type != RepresentationType.ASCII && structure == Structure.FILE);
    }
}
