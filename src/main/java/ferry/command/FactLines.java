package ferry.command;

import com.google.common.collect.Sets;
import ferry.file.Entry;
import ferry.file.Ownership;
import ferry.file.Permission;
import ferry.protocol.Fact;
import ferry.protocol.Line;
import ferry.protocol.NameCoding;
import ferry.protocol.ReplyException;
import ferry.protocol.Timestamp;
import ferry.protocol.VirtualPath;
import ferry.session.Session;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/** The facts of MLST and MLSD, RFC 3659, section 7.5. For one thread. */
final class FactLines {
    private static final Set<Fact> OF_OWNERS =
            Sets.immutableEnumSet(Fact.UNIX_OWNER, Fact.UNIX_GROUP, Fact.UNIX_OWNERNAME, Fact.UNIX_GROUPNAME);

    private static final Fact[] IN_ORDER = Fact.values();

    private final Session session;
    private final Set<Fact> facts;
    private final boolean owned;

    /** Used for line after line, without garbage. */
    private final Line line = new Line();

    /** With the facts that the client has chosen. */
    FactLines(Session session) {
        this.session = session;
        this.facts = session.parameters().facts();
        owned = !Collections.disjoint(facts, OF_OWNERS);
    }

    /** The facts of an entry, a blank, and the name that is to be told; written anew by the next call. */
    Line line(Entry entry, VirtualPath path, String name) throws IOException, ReplyException {
        return line(entry, owned ? session.files().ownership(path) : Optional.empty(), name);
    }

    /** The facts of an entry of this folder, a blank, and its name; likewise. */
    Line lineIn(VirtualPath folder, Entry entry) throws IOException, ReplyException {
        var ownership = owned ? session.files().ownership(folder.child(entry.name())) : Optional.<Ownership>empty();
        return line(entry, ownership, entry.name());
    }

    private Line line(Entry entry, Optional<Ownership> ownership, String name) {
        line.clear();
        for (Fact fact : IN_ORDER) {
            if (facts.contains(fact)) {
                append(fact, entry, ownership);
            }
        }
        return line.append(' ').name(name);
    }

    private void append(Fact fact, Entry entry, Optional<Ownership> ownership) {
        int start = line.length();
        line.append(fact.label()).append('=');
        if (value(fact, entry, ownership)) {
            line.append(';');
        } else {
            line.cut(start);
        }
    }

    /** Writes the value; false when there is none. */
    private boolean value(Fact fact, Entry entry, Optional<Ownership> ownership) {
        return switch (fact) {
            case TYPE ->
                told(
                        switch (entry.kind()) {
                            case FILE -> "file";
                            case DIRECTORY -> "dir";
                            case LINK -> "OS.unix=symlink";
                            case OTHER -> "OS.unix=special";
                        });
            case SIZE -> {
                line.append(entry.size(), 1);
                yield entry.file();
            }
            case MODIFY -> {
                Timestamp.append(line, entry.modified());
                yield true;
            }
            case CREATE -> {
                var created = entry.created();
                created.ifPresent(time -> Timestamp.append(line, time));
                yield created.isPresent();
            }
            case PERM -> {
                letters(entry);
                yield true;
            }
            case UNIQUE -> {
                String token = entry.unique();
                line.append(token);
                yield !token.isEmpty();
            }
            case MEDIA_TYPE -> entry.file() && told(MediaTypes.of(entry.name()));
            case CHARSET ->
                !session.coding().equals(NameCoding.UTF_8)
                        && told(session.coding().charset().name());
            case UNIX_MODE -> told("0" + Integer.toOctalString(entry.mode()));
            case UNIX_OWNER -> told(ownership.map(owner -> Long.toString(owner.user())));
            case UNIX_GROUP -> told(ownership.map(owner -> Long.toString(owner.group())));
            case UNIX_OWNERNAME -> told(ownership.map(Ownership::userName).filter(FactLines::plain));
            case UNIX_GROUPNAME -> told(ownership.map(Ownership::groupName).filter(FactLines::plain));
        };
    }

    private boolean told(Optional<String> value) {
        value.ifPresent(line::append);
        return value.isPresent();
    }

    private boolean told(String value) {
        line.append(value);
        return true;
    }

    /** Whether this can be told as a value: a semicolon would end it. */
    private static boolean plain(String value) {
        return value.chars().noneMatch(c -> c == ';' || Character.isISOControl(c));
    }

    /** The letters of RFC 3659, section 7.5.5. */
    private void letters(Entry entry) {
        var rights = entry.rights();
        if (entry.directory()) {
            add('c', rights.contains(Permission.WRITE));
            add('d', rights.contains(Permission.RMDIR));
            line.append('e');
            add('f', rights.contains(Permission.RENAME));
            add('l', rights.contains(Permission.LIST));
            add('m', rights.contains(Permission.MKDIR));
            add('p', rights.contains(Permission.DELETE));
        } else {
            add('a', rights.contains(Permission.APPEND));
            add('d', rights.contains(Permission.DELETE));
            add('f', rights.contains(Permission.RENAME));
            add('r', rights.contains(Permission.READ) && !entry.incomplete());
            add('w', rights.contains(Permission.WRITE));
        }
    }

    private void add(char letter, boolean granted) {
        if (granted) {
            line.append(letter);
        }
    }
}
