package ferry.command;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;
import static ferry.protocol.ReplyCode.PARAMETER_NOT_IMPLEMENTED;

import com.google.common.base.Splitter;
import ferry.file.FactChange;
import ferry.protocol.Fact;
import ferry.protocol.Pathname;
import ferry.protocol.ReplyException;
import ferry.protocol.Timestamp;
import java.util.EnumSet;
import java.util.Locale;

/**
 * The argument of MFF.
 *
 * @param change what is to be set
 * @param told the same as the reply has it
 * @param pathname of what
 */
record FactsAndPathname(FactChange change, String told, Pathname pathname) {
    /** What FEAT says of it. */
    static final String FEATURE = "MFF Create;Modify;UNIX.group;UNIX.mode;";

    /**
     * Reads {@code <fact>=<value>;... <pathname>}; 501 for other text, 504 for facts that cannot be set. The last
     * semicolon may be missing: NcFTP does not send it.
     */
    static FactsAndPathname parse(String argument) throws ReplyException {
        int blank = argument.indexOf(' ');
        if (blank < 2) {
            throw new ReplyException(BAD_ARGUMENT, "MFF takes <fact>=<value>;... and a pathname");
        }
        var pathname = Pathname.parse(argument.substring(blank + 1));
        var seen = EnumSet.noneOf(Fact.class);
        var change = FactChange.NONE;
        var told = new StringBuilder();
        int end = argument.charAt(blank - 1) == ';' ? blank - 1 : blank;
        for (String pair : Splitter.on(';').split(argument.substring(0, end))) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new ReplyException(BAD_ARGUMENT, "A fact is written <fact>=<value>;");
            }
            var fact = Fact.named(pair.substring(0, equals)).orElseThrow(FactsAndPathname::unknown);
            if (!seen.add(fact)) {
                throw new ReplyException(BAD_ARGUMENT, "A fact is named twice");
            }
            var next = Change.of(fact, pair.substring(equals + 1));
            change = change.with(next.change());
            told.append(next.told());
        }
        return new FactsAndPathname(change, told.toString(), pathname);
    }

    private static ReplyException unknown() {
        return new ReplyException(PARAMETER_NOT_IMPLEMENTED, "This fact cannot be set");
    }

    private record Change(FactChange change, String told) {
        static Change of(Fact fact, String value) throws ReplyException {
            return switch (fact) {
                case MODIFY -> {
                    var time = Timestamp.parse(value);
                    yield new Change(FactChange.modified(time), "Modify=" + Timestamp.format(time) + ";");
                }
                case CREATE -> {
                    var time = Timestamp.parse(value);
                    yield new Change(FactChange.created(time), "Create=" + Timestamp.format(time) + ";");
                }
                case UNIX_MODE -> {
                    int mode = ModeAndPathname.mode(value);
                    yield new Change(
                            FactChange.mode(mode), "UNIX.mode=" + String.format(Locale.ROOT, "%04o", mode) + ";");
                }
                case UNIX_GROUP ->
                    new Change(FactChange.group(GroupAndPathname.group(value)), "UNIX.group=" + value + ";");
                case TYPE, SIZE, PERM, UNIQUE, MEDIA_TYPE, CHARSET, UNIX_OWNER, UNIX_OWNERNAME, UNIX_GROUPNAME ->
                    throw unknown();
            };
        }
    }
}
