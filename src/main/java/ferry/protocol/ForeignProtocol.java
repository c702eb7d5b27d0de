package ferry.protocol;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Words of HTTP and SMTP: whoever says them is a browser or a mailer that was led here, and must not be able to drive
 * the daemon. HTTP's methods are in upper case by rule, which keeps them apart from the legacy {@code get} and {@code post}.
 */
public final class ForeignProtocol {
    private static final Set<String> HTTP =
            Set.of("GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "TRACE", "PRI");
    private static final Set<String> SMTP = Set.of("EHLO", "HELO", "LHLO", "MAIL", "RCPT", "DATA", "STARTTLS");
    private static final String VERSION_BEGINS = " HTTP/";
    private static final Pattern VERSION = Pattern.compile("[0-9](\\.[0-9])?\\s*");

    private ForeignProtocol() {}

    /** Whether this line is not FTP. */
    public static boolean speaks(String line) {
        int blank = line.indexOf(' ');
        String word = blank < 0 ? line : line.substring(0, blank);
        return HTTP.contains(word) || SMTP.contains(word.toUpperCase(Locale.ROOT)) || requestLine(line);
    }

    /** Whether a word, a blank, anything and the version of HTTP make up the line; in time that grows with it and no more. */
    private static boolean requestLine(String line) {
        int version = line.lastIndexOf(VERSION_BEGINS);
        int blank = line.indexOf(' ', 1);
        return blank >= 0
                && blank < version
                && VERSION.matcher(line.substring(version + VERSION_BEGINS.length()))
                        .matches();
    }
}
