package ferry.command;

import static ferry.protocol.ReplyCode.BAD_ARGUMENT;
import static ferry.protocol.ReplyCode.FILE_UNAVAILABLE;
import static ferry.protocol.ReplyCode.OKAY;
import static ferry.protocol.ReplyCode.SYSTEM_STATUS;

import ferry.data.Transfer;
import ferry.file.FileService;
import ferry.file.Permission;
import ferry.protocol.Escaped;
import ferry.protocol.Nothing;
import ferry.protocol.Reply;
import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import ferry.session.Session;
import ferry.user.User;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What a session may know and set of sessions and homes: SITE IDLE, WHO and QUOTA. */
final class Administration {
    private Administration() {}

    /** 200; 501 above the administrator's limit. Holds till the next login. */
    static Reply idle(Session session, IdleTime time) throws ReplyException {
        var most = session.longestIdleTimeout();
        if (time.limit().isPresent()) {
            var limit = time.limit().get();
            if (!most.isZero() && limit.compareTo(most) > 0) {
                throw new ReplyException(BAD_ARGUMENT, "IDLE takes up to " + most.toSeconds() + " seconds");
            }
            session.idleTimeout(limit);
        }
        return Reply.of(OKAY, "Idle limit is " + seconds(session.idleTimeout()) + ", at most " + seconds(most));
    }

    private static String seconds(Duration duration) {
        return duration.isZero() ? "none" : duration.toSeconds() + " seconds";
    }

    /** 211 with a line for each session of the host, those of all hosts for an administrator of the standard host. */
    static Reply who(Session session, Nothing nothing) {
        boolean all = session.host().equals(session.services().hosts().standard());
        var sessions = session.services().connections().sessions().stream()
                .filter(other -> all || other.host().equals(session.host()))
                .sorted(Comparator.comparingLong(
                        other -> Long.parseLong(other.peers().id(), Character.MAX_RADIX)))
                .toList();
        var lines = sessions.stream().map(Administration::line).toList();
        return Reply.of(
                SYSTEM_STATUS, "Sessions:", lines, sessions.size() == 1 ? "1 session" : sessions.size() + " sessions");
    }

    /** What strangers have said is in it, and an administrator reads it on a terminal. */
    private static String line(Session session) {
        String program = session.clientProgram();
        return Escaped.text(String.join(
                " ",
                session.peers().id(),
                session.user().map(User::name).orElse("-"),
                session.peers().client().getAddress().getHostAddress(),
                doing(session) + (program.isEmpty() ? "" : ", by " + program)));
    }

    private static String doing(Session session) {
        var activity = session.activity();
        String time = " for " + activity.duration().toSeconds() + " s";
        var transfer = session.transfer();
        if (transfer.isPresent()) {
            return transfer.get().progress() + time;
        }
        return (activity.verb().isEmpty() ? "idle" : activity.verb()) + time;
    }

    /** 211 with what the home takes, of how much, and what the disk has left; 550 for another's if one is no administrator. */
    static Reply quota(Session session, String name) throws IOException, ReplyException {
        var user = owner(session, name.strip());
        var files = user.files(session.services().settings().files());
        boolean limited = files.room().quota().counts();
        String used = limited ? ofQuota(session, user, files) : counted(session, user);
        long free = files.free(VirtualPath.ROOT);
        return Reply.of(
                SYSTEM_STATUS,
                "Home of " + user.name(),
                List.of(
                        "Used: " + used,
                        "Free on the disk: " + (free == Long.MAX_VALUE ? "not known" : free + " bytes"),
                        limited ? "Left by the quota: " + left(files) : "No quota limits it"),
                "End");
    }

    private static String ofQuota(Session session, User user, FileService files) throws IOException, ReplyException {
        if (files.room().outdated()) {
            Quotas.count(session, files, "the home of " + user.name());
        }
        return Quotas.used(files).orElse("not known");
    }

    private static String left(FileService files) throws IOException {
        long left = files.room().left();
        return left == Long.MAX_VALUE ? "as many bytes as the disk has" : left + " bytes";
    }

    private static String counted(Session session, User user) throws IOException, ReplyException {
        var files = new FileService(
                user.home(),
                user.name(),
                Set.of(Permission.LIST),
                session.services().settings().files().uploads());
        return session.work(new Transfer("QUOTA " + user.name(), -1), progress -> UsedSpace.of(files, progress));
    }

    private static User owner(Session session, String name) throws ReplyException {
        var self = session.user().orElseThrow();
        if (name.isEmpty() || name.equals(self.name())) {
            return self;
        }
        if (!self.administrator()) {
            throw new ReplyException(FILE_UNAVAILABLE, "Only administrators may ask this");
        }
        return session.host()
                .users()
                .find(name)
                .orElseThrow(() -> new ReplyException(FILE_UNAVAILABLE, "There is no such user"));
    }
}
