package ferry.client.real;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ferry.client.Installed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How clients that are programs are sent on an {@link Errand}. */
final class TlsPrograms {
    /** Where .ci/run puts what comes from npm; see CONTRIBUTING.md. */
    private static final Path NODE_MODULES = Path.of("target", "npm", "node_modules");

    private TlsPrograms() {}

    /** One process, and so one login: curl keeps the control connection for the next URL. */
    static Report curl(RealClient place, Errand errand) throws IOException {
        Installed.require("curl");
        var command = new ArrayList<>(List.of("curl", "-sS", "-v", "--ssl-reqd", "--cacert", errand.ca()));
        // It forgets the control connection for so long while it shakes hands on the data connection.
        command.addAll(List.of("--happy-eyeballs-timeout-ms", "5", "-u", "ferry:ferry"));
        errand.identity()
                .ifPresent(shown -> command.addAll(List.of(
                        "--cert",
                        shown.certificateFile().toString(),
                        "--key",
                        shown.keyFile().toString())));
        if (!errand.passive()) {
            var version =
                    place.start("", List.of("curl", "--version")).outcome().ok();
            assumeFalse(
                    version.text().matches("(?s)curl 7\\.(87\\.0|88\\.[01]) .*"),
                    "these versions of curl forget TLS on data connections that the server opens");
            command.addAll(List.of("--ftp-port", "-"));
        }
        // Each file of -T and -o goes with the next URL that has none yet; an empty -T is for a URL without an upload.
        String scheme = errand.implicit() ? "ftps" : "ftp";
        if (errand.lists()) {
            command.addAll(List.of("-T", "", "-o", "listing", errand.url(scheme, "")));
        }
        for (var name : errand.names()) {
            command.addAll(List.of("-T", Errand.up(name).toString(), "-o", "nothing", errand.url(scheme, name)));
            command.addAll(List.of("-T", "", "-o", Errand.down(name).toString(), errand.url(scheme, name)));
        }
        return report(place, errand, place.start("", command).outcome());
    }

    /** One script, and so one login. */
    static Report lftp(RealClient place, Errand errand) throws IOException {
        Installed.require("lftp");
        var script = new ArrayList<>(List.of(
                "set cmd:fail-exit yes; set net:max-retries 1; set net:timeout 20; set net:persist-retries 0",
                "set ftp:ssl-force yes; set ftp:ssl-protect-data yes; set ssl:ca-file " + errand.ca(),
                "set ftp:passive-mode " + errand.passive(),
                "open -u ferry,ferry " + errand.url(errand.implicit() ? "ftps" : "ftp", "")));
        errand.identity()
                .ifPresent(shown -> script.addFirst(
                        "set ssl:cert-file " + shown.certificateFile() + "; set ssl:key-file " + shown.keyFile()));
        if (errand.lists()) {
            script.add("cls -1 > listing");
        }
        for (var name : errand.names()) {
            script.add("put " + Errand.up(name));
            script.add("get " + name + " -o " + Errand.down(name));
        }
        var lftp = place.start("", List.of("lftp", "-d", "-c", String.join("\n", script)));
        return report(place, errand, lftp.outcome());
    }

    /** Python's ftplib as it comes. */
    static Report python(RealClient place, Errand errand) throws IOException {
        return python(place, errand, "forget");
    }

    /** Python's ftplib in a subclass that hands the session on. */
    static Report resumingPython(RealClient place, Errand errand) throws IOException {
        return python(place, errand, "resume");
    }

    private static Report python(RealClient place, Errand errand, String session) throws IOException {
        Installed.require("python3");
        var command = new ArrayList<>(List.of(
                "python3",
                "-B",
                Script.file("over_tls.py").toString(),
                errand.port(),
                errand.ca(),
                errand.side().name().toLowerCase(Locale.ROOT),
                errand.implicit() ? "implicit" : "explicit",
                session,
                Integer.toString(errand.files()),
                errand.lists() ? "list" : "silent"));
        errand.identity()
                .ifPresent(shown -> command.addAll(List.of(
                        shown.certificateFile().toString(), shown.keyFile().toString())));
        return report(place, errand, place.start("", command).outcome());
    }

    /** The FTP client of npm. */
    static Report basicFtp(RealClient place, Errand errand) throws IOException {
        Installed.require("node");
        Installed.require("basic-ftp in " + NODE_MODULES, Files.isDirectory(NODE_MODULES.resolve("basic-ftp")));
        place.set("NODE_PATH", NODE_MODULES.toAbsolutePath().toString());
        var command = List.of(
                "node",
                Script.file("over_tls.js").toString(),
                errand.port(),
                errand.ca(),
                errand.implicit() ? "implicit" : "explicit",
                Integer.toString(errand.files()),
                errand.lists() ? "list" : "silent");
        return report(place, errand, place.start("", command).outcome());
    }

    /**
     * One process for the way up and one for the way down. It takes up connections in no order and hands sessions on
     * from one to the other: to resume that of the very control connection it must have one connection only.
     */
    static Report rclone(RealClient place, Errand errand) throws IOException {
        Installed.require("rclone");
        place.set("RCLONE_CONFIG_FERRY_TYPE", "ftp");
        place.set("RCLONE_CONFIG_FERRY_HOST", "127.0.0.1");
        place.set("RCLONE_CONFIG_FERRY_PORT", errand.port());
        place.set("RCLONE_CONFIG_FERRY_USER", "ferry");
        place.set(errand.implicit() ? "RCLONE_CONFIG_FERRY_TLS" : "RCLONE_CONFIG_FERRY_EXPLICIT_TLS", "true");
        place.set("SSL_CERT_FILE", errand.ca());
        var hidden =
                place.start("", List.of("rclone", "obscure", "ferry")).outcome().ok();
        place.set("RCLONE_CONFIG_FERRY_PASS", hidden.text().strip());
        var up = place.start("", rclone("up", "ferry:")).outcome();
        var down = place.start("", rclone("ferry:", "down")).outcome();
        String listing = String.join("\n", Sample.tree(place.local("down")).keySet());
        return new Report(up.code() == 0 && down.code() == 0, listing, up.all() + down.all());
    }

    private static List<String> rclone(String from, String to) {
        var options = List.of("--retries=1", "--low-level-retries=1", "--transfers=1", "--checkers=1", "-vv");
        var command = new ArrayList<>(List.of("rclone"));
        command.addAll(options);
        command.addAll(List.of("copy", from, to));
        return command;
    }

    /** Only down. By a pattern, since for several URLs it would log in several times. */
    static Report wget(RealClient place, Errand errand) throws IOException {
        Installed.require("wget");
        var command = new ArrayList<>(List.of("wget", "-nv", "-S", "-d", "--tries=1", "--timeout=20", "-P", "down"));
        command.addAll(List.of("--ftp-user=ferry", "--ftp-password=ferry", "--ca-certificate=" + errand.ca()));
        command.add(errand.passive() ? "--passive-ftp" : "--no-passive-ftp");
        if (errand.implicit()) {
            command.add("--ftps-implicit");
        }
        command.add(errand.url("ftps", "*"));
        var outcome = place.start("", command).outcome();
        String listing = String.join("\n", Sample.tree(place.local("down")).keySet());
        return new Report(outcome.code() == 0, listing, outcome.all());
    }

    private static Report report(RealClient place, Errand errand, Outcome outcome) throws IOException {
        boolean listed = errand.lists() && Files.exists(place.local("listing"));
        String listing = listed ? Files.readString(place.local("listing")) : "";
        return new Report(outcome.code() == 0, listing, outcome.all());
    }
}
