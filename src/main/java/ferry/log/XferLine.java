package ferry.log;

import ferry.event.Actor;
import ferry.event.Actor.Protocol;
import ferry.event.Event;
import ferry.event.Kind;
import ferry.protocol.Escaped;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A line of xferlog(5), as wu-ftpd wrote it and the servers after it: fourteen fields, of which the first is a date in the
 * form of ctime(3), with five words. What could end a field or a line inside a name is an underscore.
 *
 * @param zone whose time the date is told in
 */
record XferLine(ZoneId zone) {
    private static final DateTimeFormatter CTIME = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US);
    private static final String ANONYMOUS = "anonymous";

    /** The line of this event; nothing for what xferlog has no words for. */
    Optional<String> of(Event event) {
        return switch (event) {
            case Event.Transferred transferred -> Optional.of(line(transferred));
            case Event.Changed changed when changed.kind() == Kind.DELETE -> Optional.of(line(changed));
            case Event.Changed _, Event.LoggedIn _, Event.Banned _ -> Optional.empty();
        };
    }

    private String line(Event.Transferred event) {
        var movement = event.movement();
        boolean up = event.kind() == Kind.UPLOAD || event.kind() == Kind.UPLOAD_FAILED;
        var file = new StringBuilder();
        begin(file, event.time(), event.actor(), seconds(movement.nanos()), movement.bytes());
        file.append(field(event.file().onDisk()))
                .append(movement.type() == 'A' ? " a _ " : " b _ ")
                .append(up ? 'i' : 'o');
        return end(file, event.actor(), event.complete());
    }

    private String line(Event.Changed event) {
        var file = new StringBuilder();
        begin(file, event.time(), event.actor(), 0, 0);
        file.append(field(event.file().onDisk())).append(" b _ d");
        return end(file, event.actor(), true);
    }

    private void begin(StringBuilder line, Instant time, Actor actor, long seconds, long bytes) {
        CTIME.formatTo(time.atZone(zone), line);
        line.append(' ').append(seconds).append(' ');
        line.append(actor.client().getAddress().getHostAddress()).append(' ');
        line.append(bytes).append(' ');
    }

    /** Access mode, user, service, no method of authentication (RFC 931), and how it ended. */
    private static String end(StringBuilder line, Actor actor, boolean complete) {
        return line.append(' ')
                .append(access(actor))
                .append(' ')
                .append(field(actor.user()))
                .append(' ')
                .append(service(actor))
                .append(" 0 * ")
                .append(complete ? 'c' : 'i')
                .toString();
    }

    /** Those who divide by it expect one at least. */
    private static long seconds(long nanos) {
        return Math.max(1, (nanos + TimeUnit.SECONDS.toNanos(1) / 2) / TimeUnit.SECONDS.toNanos(1));
    }

    /** Anonymous; a guest, who acts as a user without having proven it; or a real user. */
    private static char access(Actor actor) {
        if (actor.user().equals(ANONYMOUS)) {
            return 'a';
        }
        return actor.protocol() == Protocol.LEGACY ? 'g' : 'r';
    }

    private static String service(Actor actor) {
        return switch (actor.protocol()) {
            case FTP -> actor.tls().isEmpty() ? "ftp" : "ftps";
            case FTPS -> "ftps";
            case LEGACY -> "legacy";
        };
    }

    /** The text as one word; a byte that is no text stays what it is, unless it would be a control character. */
    private static String field(String text) {
        if (text.isEmpty()) {
            return "_";
        }
        var field = new StringBuilder(text.length());
        text.codePoints().map(c -> breaks(c) ? '_' : c).forEach(field::appendCodePoint);
        return field.toString();
    }

    private static boolean breaks(int c) {
        return c <= ' '
                || (c >= 0x7f && c <= 0xa0)
                || (escape(c) && c <= 0xdca0)
                || Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || (c <= Character.MAX_VALUE && !escape(c) && Escaped.dangerous((char) c));
    }

    /** Whether this stands for a byte that is no text. */
    private static boolean escape(int c) {
        return c >= 0xdc80 && c <= 0xdcff;
    }
}
