package ferry.command;

import com.google.common.collect.Sets;
import ferry.file.Entry;
import ferry.file.Ownership;
import ferry.file.Permission;
import ferry.protocol.Fact;
import ferry.protocol.NameCoding;
import ferry.protocol.ReplyException;
import ferry.protocol.Timestamp;
import ferry.protocol.VirtualPath;
import ferry.session.Session;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/** The facts of MLST and MLSD, RFC 3659, section 7.5. */
final class FactLines {
    private static final Set<Fact> OF_OWNERS =
            Sets.immutableEnumSet(Fact.UNIX_OWNER, Fact.UNIX_GROUP, Fact.UNIX_OWNERNAME, Fact.UNIX_GROUPNAME);

    private final Session session;
    private final Set<Fact> facts;

    /** With the facts that the client has chosen. */
    FactLines(Session session) {
        this.session = session;
        this.facts = session.parameters().facts();
    }

    /** The facts of an entry, a blank, and the name that is to be told. */
    String line(Entry entry, VirtualPath path, String name) throws IOException, ReplyException {
        var line = new StringBuilder(96 + name.length());
        boolean owned = !Collections.disjoint(facts, OF_OWNERS);
        var ownership = owned ? session.files().ownership(path) : Optional.<Ownership>empty();
        for (Fact fact : Fact.values()) {
            if (facts.contains(fact)) {
                value(fact, entry, ownership)
                        .ifPresent(value -> line.append(fact.label())
                                .append('=')
                                .append(value)
                                .append(';'));
            }
        }
        return line.append(' ').append(LineFormat.printable(name)).toString();
    }

    private Optional<String> value(Fact fact, Entry entry, Optional<Ownership> ownership) {
        return switch (fact) {
            case TYPE ->
                Optional.of(
                        switch (entry.kind()) {
                            case FILE -> "file";
                            case DIRECTORY -> "dir";
                            case LINK -> "OS.unix=symlink";
                            case OTHER -> "OS.unix=special";
                        });
            case SIZE -> entry.file() ? Optional.of(Long.toString(entry.size())) : Optional.empty();
            case MODIFY -> Optional.of(Timestamp.format(entry.modified()));
            case CREATE -> entry.created().map(Timestamp::format);
            case PERM -> Optional.of(letters(entry));
            case UNIQUE -> Optional.of(entry.unique()).filter(token -> !token.isEmpty());
            case MEDIA_TYPE -> entry.file() ? MediaTypes.of(entry.name()) : Optional.empty();
            case CHARSET ->
                Optional.of(session.coding())
                        .filter(coding -> !coding.equals(NameCoding.UTF_8))
                        .map(coding -> coding.charset().name());
            case UNIX_MODE -> Optional.of("0" + Integer.toOctalString(entry.mode()));
            case UNIX_OWNER -> ownership.map(owner -> Long.toString(owner.user()));
            case UNIX_GROUP -> ownership.map(owner -> Long.toString(owner.group()));
            case UNIX_OWNERNAME -> ownership.map(Ownership::userName).filter(FactLines::plain);
            case UNIX_GROUPNAME -> ownership.map(Ownership::groupName).filter(FactLines::plain);
        };
    }

    /** Whether this can be told as a value: a semicolon would end it. */
    private static boolean plain(String value) {
        return value.chars().noneMatch(c -> c == ';' || Character.isISOControl(c));
    }

    /** The letters of RFC 3659, section 7.5.5. */
    private static String letters(Entry entry) {
        var rights = entry.rights();
        var letters = new StringBuilder(8);
        if (entry.directory()) {
            add(letters, 'c', rights.contains(Permission.WRITE));
            add(letters, 'd', rights.contains(Permission.RMDIR));
            letters.append('e');
            add(letters, 'f', rights.contains(Permission.RENAME));
            add(letters, 'l', rights.contains(Permission.LIST));
            add(letters, 'm', rights.contains(Permission.MKDIR));
            add(letters, 'p', rights.contains(Permission.DELETE));
        } else {
            add(letters, 'a', rights.contains(Permission.APPEND));
            add(letters, 'd', rights.contains(Permission.DELETE));
            add(letters, 'f', rights.contains(Permission.RENAME));
            add(letters, 'r', rights.contains(Permission.READ) && !entry.incomplete());
            add(letters, 'w', rights.contains(Permission.WRITE));
        }
        return letters.toString();
    }

    private static void add(StringBuilder letters, char letter, boolean granted) {
        if (granted) {
            letters.append(letter);
        }
    }
}
