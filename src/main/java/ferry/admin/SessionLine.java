package ferry.admin;

import com.google.gson.JsonObject;
import ferry.session.Protection;
import ferry.session.Session;
import ferry.tls.TlsLogin;
import ferry.user.User;
import java.util.Optional;

/**
 * A session as it is shown: who, from where, and what it does. Strangers have chosen some of the texts.
 *
 * @param id names the session, here and in the log
 * @param user who has logged in; empty for nobody
 * @param host the virtual host
 * @param address the client's address
 * @param port the client's port
 * @param protocol {@code ftp}, {@code ftps} for implicit TLS, or {@code legacy}
 * @param tls the version and suite of TLS on the control connection; empty for none
 * @param program what the client says it is; empty if it does not
 * @param command the verb that is being carried out; empty for none
 * @param file what the verb is about; empty where nothing moves
 * @param bytes how many bytes of it have moved
 * @param total how many will; -1 where nobody knows
 * @param seconds for how long it has been doing this, or nothing
 * @param connected how many seconds ago it came
 */
public record SessionLine(
        String id,
        String user,
        String host,
        String address,
        int port,
        String protocol,
        String tls,
        String program,
        String command,
        String file,
        long bytes,
        long total,
        double seconds,
        long connected) {
    private static final double NANOS = 1e9;

    /** Of a session that goes on meanwhile. */
    static SessionLine of(Session session) {
        var client = session.peers().client();
        var activity = session.activity();
        var transfer = session.transfer();
        String described = transfer.map(each -> each.description()).orElse(activity.verb());
        int blank = described.indexOf(' ');
        return new SessionLine(
                session.peers().id(),
                session.user().map(User::name).orElse(""),
                session.host().name(),
                client.getAddress().getHostAddress(),
                client.getPort(),
                protocol(session.peers().protection()),
                session.protection().commandsProtected()
                        ? session.protection()
                                .login()
                                .map(TlsLogin::description)
                                .orElse("")
                        : "",
                session.clientProgram(),
                blank < 0 ? described : described.substring(0, blank),
                blank < 0 ? "" : described.substring(blank + 1),
                transfer.map(each -> each.moved()).orElse(0L),
                transfer.map(each -> each.total()).orElse(-1L),
                transfer.map(each -> each.nanos()).orElse(activity.duration().toNanos()) / NANOS,
                session.age().toSeconds());
    }

    private static String protocol(Optional<Protection.Terms> terms) {
        return terms.map(each -> each.implicit() ? "ftps" : "ftp").orElse("legacy");
    }

    /** As the control socket tells it. */
    JsonObject json() {
        var json = Json.object();
        json.addProperty("id", id);
        json.addProperty("user", user);
        json.addProperty("host", host);
        json.addProperty("address", address);
        json.addProperty("port", port);
        json.addProperty("protocol", protocol);
        json.addProperty("tls", tls);
        json.addProperty("program", program);
        json.addProperty("command", command);
        json.addProperty("file", file);
        json.addProperty("bytes", bytes);
        json.addProperty("total", total);
        json.addProperty("seconds", Math.round(seconds * 1000) / 1000.0);
        json.addProperty("connected", connected);
        return json;
    }

    /** As it was told. */
    public static SessionLine of(JsonObject json) {
        var seconds = json.get("seconds");
        return new SessionLine(
                Json.text(json, "id"),
                Json.text(json, "user"),
                Json.text(json, "host"),
                Json.text(json, "address"),
                (int) Json.number(json, "port", 0),
                Json.text(json, "protocol"),
                Json.text(json, "tls"),
                Json.text(json, "program"),
                Json.text(json, "command"),
                Json.text(json, "file"),
                Json.number(json, "bytes", 0),
                Json.number(json, "total", -1),
                seconds == null ? 0 : seconds.getAsDouble(),
                Json.number(json, "connected", 0));
    }

    /** Whether bytes move. */
    public boolean moving() {
        return !file.isEmpty();
    }
}
