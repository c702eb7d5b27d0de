package ferry.command;

import static ferry.protocol.ReplyCode.DIRECTORY_STATUS;
import static ferry.protocol.ReplyCode.FILE_BUSY;
import static ferry.protocol.ReplyCode.FILE_STATUS;
import static ferry.protocol.ReplyCode.SYSTEM_STATUS;

import ferry.data.DataConnectionException;
import ferry.data.DataPort;
import ferry.data.Transfer;
import ferry.protocol.Line;
import ferry.protocol.Reply;
import ferry.protocol.ReplyException;
import ferry.session.Protection;
import ferry.session.Session;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** STAT: how the session is, or a listing over the control connection. RFC 959, section 4.1.3. */
final class Status {
    /** A listing over the control connection is for a look; a longer one wants LIST. */
    private static final int MOST_LINES = 1000;

    private Status() {}

    /** Ends a walk whose end nobody wants to see. */
    private static final class EnoughException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** RFC 959, 4.1.3. 211 without a pathname; 212 for a folder, 213 for a file; 550. */
    static Reply status(Session session, ListArgument argument) throws IOException, ReplyException {
        return argument.pathname().text().isEmpty() ? ofSession(session) : ofPath(session, argument);
    }

    /** While a transfer runs another thread has the session, so this then tells of the transfer and nothing else. */
    private static Reply ofSession(Session session) throws IOException {
        var running = session.transfer();
        if (running.isPresent()) {
            return Reply.of(SYSTEM_STATUS, "Ferry", List.of(running.get().progress()), "End of status");
        }
        var parameters = session.parameters();
        var lines = new ArrayList<String>();
        lines.add("Connected from " + session.peers().client().getAddress().getHostAddress());
        lines.add("Host: " + session.host().name());
        protection(session.protection()).ifPresent(lines::add);
        lines.add(session.user().map(user -> "Logged in as " + user.name()).orElse("Not logged in"));
        lines.add("Names: " + session.coding().charset());
        if (session.loggedIn()) {
            Quotas.used(session.files()).ifPresent(used -> lines.add("Quota: " + used));
        }
        session.mounted().ifPresent(name -> lines.add("Mounted: " + Line.printable(name)));
        lines.add("TYPE: " + parameters.typeCode() + ", STRU: " + parameters.structure() + ", MODE: "
                + parameters.mode());
        lines.add(
                switch (parameters.dataPort()) {
                    case DataPort.None none -> "No data port";
                    case DataPort.Active active ->
                        "Active, to port " + active.peer().getPort();
                    case DataPort.Passive passive ->
                        "Passive, at port " + passive.lease().port();
                });
        lines.add("No transfer is running");
        return Reply.of(SYSTEM_STATUS, "Ferry", lines, "End of status");
    }

    private static Optional<String> protection(Protection protection) {
        return protection
                .login()
                .map(login -> "TLS: " + login.description() + ", control connection "
                        + (protection.commandsProtected() ? "protected" : "in clear") + ", data connections "
                        + (protection.level() == Protection.Level.PRIVATE ? "protected" : "in clear"));
    }

    private static Reply ofPath(Session session, ListArgument argument) throws IOException, ReplyException {
        var what = Listings.Selection.of(session, argument.pathname());
        var format = new LineFormat(Instant.now());
        var lines = new ArrayList<String>();
        if (what.single().isPresent()) {
            lines.add(format.line(what.single().get()).toString());
        } else {
            list(session, argument, what, format, lines);
        }
        String path = Line.printable(what.path().toString());
        return Reply.of(
                what.single().isPresent() ? FILE_STATUS : DIRECTORY_STATUS,
                "Status of " + path,
                lines,
                "End of status");
    }

    /** Lists a folder. It may take long, though few names fit; the end of the session, or ABOR, ends it: 450. */
    private static void list(
            Session session, ListArgument argument, Listings.Selection what, LineFormat format, List<String> lines)
            throws IOException, ReplyException {
        try {
            session.work(new Transfer("STAT " + what.path(), -1), progress -> {
                var below = new FolderLines(
                        folder -> session.files().list(folder).heardBy(progress),
                        argument,
                        what.pattern(),
                        format::line,
                        line -> add(lines, line));
                below.write(what.path());
                return lines;
            });
        } catch (EnoughException e) {
            lines.add("and more: use LIST");
        } catch (DataConnectionException e) {
            throw new ReplyException(FILE_BUSY, "The listing was ended");
        }
    }

    private static void add(List<String> lines, String line) throws EnoughException {
        if (lines.size() == MOST_LINES) {
            throw new EnoughException();
        }
        lines.add(line);
    }
}
