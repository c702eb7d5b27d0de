package ferry.command;

import ferry.protocol.Reply;
import ferry.protocol.ReplyException;
import ferry.session.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A row of the command table.
 *
 * @param <A> the argument of the verb
 * @param verb the verb in upper case
 * @param syntax how it is written, for HELP
 * @param reader reads the argument
 * @param handler carries it out
 * @param needs what must hold before
 * @param aliases verbs that mean the same: in upper case those of RFC 775, in lower case those of the legacy protocol
 * @param feature the line of FEAT that tells of it
 */
public record Command<A>(
        String verb,
        String syntax,
        ArgumentReader<A> reader,
        Handler<A> handler,
        Set<Need> needs,
        List<String> aliases,
        Optional<Function<Session, String>> feature) {
    /** A row without aliases and features. */
    static <A> Command<A> command(
            String verb, String syntax, ArgumentReader<A> reader, Handler<A> handler, Need... needs) {
        var set = EnumSet.noneOf(Need.class);
        set.addAll(List.of(needs));
        return new Command<>(verb, syntax, reader, handler, Set.copyOf(set), List.of(), Optional.empty());
    }

    /** The same row with one more alias. */
    Command<A> alias(String alias) {
        var more = new ArrayList<>(aliases);
        more.add(alias);
        return new Command<>(verb, syntax, reader, handler, needs, List.copyOf(more), feature);
    }

    /** The same row with a line in FEAT. */
    Command<A> feature(String line) {
        return feature(session -> line);
    }

    /** The same row with a line in FEAT that depends on the session. */
    Command<A> feature(Function<Session, String> line) {
        return new Command<>(verb, syntax, reader, handler, needs, aliases, Optional.of(line));
    }

    /** Whether the row has this need. */
    public boolean needs(Need need) {
        return needs.contains(need);
    }

    /** Reads the argument and carries the command out. */
    Reply carryOut(Session session, String argument) throws IOException, ReplyException {
        return handler.handle(session, reader.read(argument));
    }
}
