package ferry.client.codec;

import java.util.List;

/**
 * What came over a data connection.
 *
 * @param symbols the file
 * @param marks the restart markers in it
 */
record Decoded(Symbols symbols, List<Mark> marks) {
    Decoded {
        marks = List.copyOf(marks);
    }

    /**
     * A restart marker.
     *
     * @param text what it says
     * @param position how many symbols came before it
     */
    record Mark(String text, int position) {}

    /** Reads the text of a marker: printable characters without blanks, RFC 959, section 3.4.2. */
    static Mark mark(byte[] text, int position) throws MalformedException {
        if (text.length == 0) {
            throw new MalformedException("a restart marker without a text");
        }
        var read = new StringBuilder();
        for (byte each : text) {
            if (each < 33 || each > 126) {
                throw new MalformedException("a restart marker with the byte " + each);
            }
            read.append((char) each);
        }
        return new Mark(read.toString(), position);
    }
}
