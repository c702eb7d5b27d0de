package ferry.tls;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A block of a PEM file (RFC 7468).
 *
 * @param label what it is, such as CERTIFICATE
 * @param text the block with its first and last line, as it stands in the file
 */
record Pem(String label, String text) {
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9][A-Z0-9 ]*)-----");
    private static final int LINE = "-----END -----".length();

    /** All blocks, in their order; text between them is passed over, and so is a block without an end. */
    static List<Pem> blocks(byte[] file) {
        String all = new String(file, StandardCharsets.ISO_8859_1);
        var blocks = new ArrayList<Pem>();
        var endless = new HashSet<String>(); // labels of which no end comes any more: nobody has to look for one again
        var begin = BEGIN.matcher(all);
        for (int from = 0; begin.find(from); ) {
            String label = begin.group(1);
            int end = endless.contains(label) ? -1 : all.indexOf("-----END " + label + "-----", begin.end());
            if (end >= 0) {
                from = end + label.length() + LINE;
                blocks.add(new Pem(label, all.substring(begin.start(), from)));
            } else {
                endless.add(label);
                from = begin.end();
            }
        }
        return blocks;
    }

    /** What the lines encode; throws {@link IllegalArgumentException} for lines that are no Base64. */
    byte[] bytes() {
        int headed = text.indexOf("-----", "-----BEGIN".length()) + "-----".length();
        int end = text.lastIndexOf("-----END");
        return Base64.getMimeDecoder().decode(text.substring(headed, end));
    }
}
