package ferry.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command line, in a JVM of its own, as an administrator meets it. */
@Timeout(120)
final class CommandLineTest {
    @TempDir
    private Path folder;

    /** What a command printed and how it ended. */
    private record Outcome(int exit, String out, String error) {}

    @Test
    void saysWhereItListensWhenItIsReady() throws Exception {
        users("ferry");

        var process = start("serve", "--set", "ftp.listen=127.0.0.1:0", "--set", "legacy.listen=127.0.0.1:0");
        try (var out = process.inputReader()) {
            String ready = out.readLine();

            assertTrue(
                    ready.matches("ready ftp=127\\.0\\.0\\.1:[1-9][0-9]* legacy=127\\.0\\.0\\.1:[1-9][0-9]*"), ready);
            int port = Integer.parseInt(ready.replaceAll("ready ftp=127\\.0\\.0\\.1:([0-9]+) .*", "$1"));
            try (var client = new Dialogue(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
                client.expect("220");
            }
        } finally {
            process.toHandle().destroy();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void saysWhereItListensWithTlsFromTheStart() throws Exception {
        users("ferry");

        var process = start(
                "serve",
                "--set",
                "ftp.listen=127.0.0.1:0",
                "--set",
                "ftps.listen=127.0.0.1:0",
                "--set",
                "legacy.listen=127.0.0.1:0");
        try (var out = process.inputReader()) {
            String ready = out.readLine();

            assertTrue(
                    ready.matches("ready ftp=127\\.0\\.0\\.1:[0-9]+ ftps=127\\.0\\.0\\.1:[1-9][0-9]* legacy=.*"),
                    ready);
            assertTrue(Files.exists(folder.resolve("conf/self-signed.pem")));
        } finally {
            process.toHandle().destroy();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void leavesOutListenersThatAreOff() throws Exception {
        users("ferry");

        var process = start("serve", "--set", "ftp.listen=127.0.0.1:0", "--set", "legacy.listen=");
        try (var out = process.inputReader()) {
            assertTrue(out.readLine().matches("ready ftp=127\\.0\\.0\\.1:[1-9][0-9]*"));
        } finally {
            process.toHandle().destroy();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void doesNotStartTheLegacyListenerWithoutItsUserAndSaysWhy() throws Exception {
        users("somebody");

        var process = start("serve", "--set", "ftp.listen=127.0.0.1:0", "--set", "legacy.listen=127.0.0.1:0");
        try (var out = process.inputReader();
                var error = process.errorReader()) {
            assertTrue(out.readLine().matches("ready ftp=[^ ]*"));
            process.toHandle().destroy();
            assertTrue(error.lines().anyMatch(line -> line.contains("legacy.listen") && line.contains("\"ferry\"")));
        } finally {
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void letsARunningTransferEndAfterTheSignal() throws Exception {
        users("ferry");
        var home = Files.createDirectories(folder.resolve("data"));

        var process = start(
                "serve", "--set", "ftp.listen=127.0.0.1:0", "--set", "legacy.listen=", "--set", "shutdown-grace=60s");
        try (var out = process.inputReader()) {
            int port = Integer.parseInt(out.readLine().replaceAll("ready ftp=127\\.0\\.0\\.1:([0-9]+).*", "$1"));
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            try (var client = new Dialogue(address);
                    var idle = new Dialogue(address)) {
                client.expect("220");
                idle.expect("220");
                client.say("USER ferry").expect("331");
                client.say("PASS ferry").expect("230");
                client.say("TYPE I").expect("200");
                try (var data = client.passive()) {
                    client.say("STOR late.bin").expect("150");
                    data.getOutputStream().write(new byte[100]);

                    process.toHandle().destroy();
                    idle.expect("421");
                    data.getOutputStream().write(new byte[100]);
                }
                client.expect("226");
                client.expect("421");
            }
        }
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(200, Files.size(home.resolve("late.bin")));
    }

    @Test
    void namesKeyFileAndLineOfAWrongConfiguration() throws Exception {
        users("ferry");
        var file = Files.writeString(
                folder.resolve("wrong.properties"), "# a comment\nidle-timeout = soon\nftp.listn = *:1\n");

        for (String command : List.of("check", "serve")) {
            var outcome = run(command, "--config", file.toString());

            assertEquals(2, outcome.exit());
            assertTrue(outcome.error().contains("wrong.properties:2: idle-timeout: "), outcome.error());
            assertTrue(outcome.error().contains("wrong.properties:3: ftp.listn: "), outcome.error());
            assertTrue(outcome.error().contains("\"ftp.listen\""), outcome.error());
            assertEquals("", outcome.out());
        }
    }

    @Test
    void namesFileAndLineOfAWrongUsersFile() throws Exception {
        Files.writeString(
                folder.resolve("users.properties"),
                "ftpserver.user.ferry.homedirectory=data\nftpserver.user.ferry.uploadrate=fast\n");

        var outcome = run("check");

        assertEquals(2, outcome.exit());
        assertTrue(outcome.error().contains("users.properties:2: ftpserver.user.ferry.uploadrate: "), outcome.error());
    }

    @Test
    void checksTheUsersFilesOfAllHosts() throws Exception {
        users("ferry");
        Files.writeString(folder.resolve("other.properties"), "ftpserver.user.anna.homedirectory=data\n");
        Files.writeString(folder.resolve("wrong.properties"), "ftpserver.user.anna.uploadrate=fast\n");
        Files.writeString(
                folder.resolve("hosts.properties"),
                "host.a.example.users=other.properties\nhost.a.example.aliases=b.example\n");

        var right = run("check", "--set", "hosts.file=hosts.properties");

        assertEquals(0, right.exit(), right.error());
        assertTrue(right.out().contains("(2 users)"), right.out());
        Files.writeString(folder.resolve("hosts.properties"), "host.a.example.users=wrong.properties\n");
        var wrong = run("check", "--set", "hosts.file=hosts.properties");
        assertEquals(2, wrong.exit());
        assertTrue(wrong.error().contains("wrong.properties:1: ftpserver.user.anna.uploadrate: "), wrong.error());
    }

    @Test
    void saysThatAUsersFileIsMissing() throws Exception {
        var outcome = run("serve");

        assertEquals(2, outcome.exit());
        assertTrue(outcome.error().contains("users.properties"), outcome.error());
    }

    @Test
    void checksWithoutOpeningAPort() throws Exception {
        users("ferry");
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var outcome = run("check", "--set", "ftp.listen=127.0.0.1:" + taken.getLocalPort());

            assertEquals(0, outcome.exit(), outcome.error());
        }
    }

    @Test
    void checksTheCertificatesTooAndMakesNone() throws Exception {
        users("ferry");

        var right = run("check");

        assertEquals(0, right.exit(), right.error());
        assertTrue(right.out().contains("self-signed.pem: a self-signed certificate will be made"), right.out());
        assertFalse(Files.exists(folder.resolve("conf")));
        Files.writeString(folder.resolve("users.properties"), "ftpserver.user.ferry.uploadrate=fast\n");
        var wrong = run("check", "--set", "tls.certificate=missing.pem");
        assertEquals(2, wrong.exit());
        assertTrue(wrong.error().contains("missing.pem: "), wrong.error());
        assertTrue(wrong.error().contains("users.properties:1: ftpserver.user.ferry.uploadrate: "), wrong.error());
        assertEquals("", wrong.out());
    }

    @Test
    void looksAtNoCertificatesWithoutTls() throws Exception {
        users("ferry");

        var outcome = run("check", "--set", "tls.enabled=false", "--set", "tls.certificate=missing.pem");

        assertEquals(0, outcome.exit(), outcome.error());
        assertEquals("configuration and users are right (1 user)\n", outcome.out());
    }

    @Test
    void warnsOfUsersWhomTheConfigurationLetsInNever() throws Exception {
        Files.writeString(folder.resolve("users.properties"), """
                ftpserver.user.anna.homedirectory=data
                ftpserver.user.anna.certificate=cn:anna
                ftpserver.user.bob.homedirectory=data
                ftpserver.user.bob.tls-required=true
                ftpserver.user.eve.homedirectory=data
                ftpserver.user.eve.certificate=cn:eve
                ftpserver.user.eve.login=either
                """);

        var outcome = run("check", "--set", "tls.enabled=false");

        assertEquals(0, outcome.exit(), outcome.error());
        assertTrue(outcome.error().contains("anna cannot log in: a certificate is needed"), outcome.error());
        assertTrue(outcome.error().contains("bob cannot log in: TLS is needed"), outcome.error());
        assertFalse(outcome.error().contains("eve"), outcome.error());
    }

    @Test
    void listsWhatLetsUsersIn() throws Exception {
        Files.writeString(folder.resolve("users.properties"), """
                ftpserver.user.anna.homedirectory=data
                ftpserver.user.anna.certificate=cn:anna
                ftpserver.user.bob.homedirectory=data
                ftpserver.user.bob.tls-required=true
                """);

        var lines = run("user", "list").out().lines().toList();

        assertTrue(
                lines.getFirst().endsWith("permissions list,read  login by certificate and password"),
                lines.getFirst());
        assertTrue(lines.getLast().endsWith("permissions list,read  TLS required"), lines.getLast());
    }

    @Test
    void listsRightsByPlaceAndWarnsOfRulesThatNeverHold() throws Exception {
        Files.writeString(folder.resolve("users.properties"), """
                ftpserver.user.anna.homedirectory=data
                ftpserver.user.anna.rights=/pub/**:list,read;/pub/x/**:none; /in : write
                """);

        var list = run("user", "list");
        var check = run("check");

        assertTrue(
                list.out().contains("permissions list,read  rights /pub/**:list,read; /pub/x/**:none; /in:write"),
                list.out());
        assertEquals(0, check.exit(), check.error());
        assertTrue(check.error().contains("rights of anna: \"/pub/x/**:none\" never holds"), check.error());
    }

    @Test
    void namesTheKeyOfAPortThatIsTaken() throws Exception {
        users("ferry");
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();

            var outcome = run("serve", "--set", "ftp.listen=" + address, "--set", "legacy.listen=");

            assertEquals(1, outcome.exit());
            assertTrue(outcome.error().contains("ftp.listen: " + address), outcome.error());
            assertEquals("", outcome.out());
        }
    }

    @Test
    void takesTheLastAssignmentBeforeTheEnvironmentBeforeTheFile() throws Exception {
        users("ferry");
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(folder.resolve("conf/ferry.properties"), "users.file = nowhere.properties\n");

        var builder = builder("check");
        builder.environment().put("FERRY_USERS_FILE", "users.properties");
        assertEquals(0, outcome(builder.start(), "").exit());
        builder = builder("check", "--set", "users.file=nowhere", "--set", "users.file=elsewhere");
        builder.environment().put("FERRY_USERS_FILE", "users.properties");
        var outcome = outcome(builder.start(), "");

        assertEquals(2, outcome.exit());
        assertTrue(outcome.error().contains("elsewhere"), outcome.error());
    }

    @Test
    void editsTheUsersFile() throws Exception {
        users("ferry");

        assertEquals(
                0,
                run(List.of("user", "add", "anna", "--password-stdin", "--write", "--home", "data/anna"), "secret\n")
                        .exit());
        assertEquals(
                1,
                run(List.of("user", "add", "anna", "--password-stdin"), "other\n")
                        .exit());
        var list = run("user", "list");
        assertTrue(list.out().contains("anna") && list.out().contains("ferry"), list.out());
        assertFalse(Files.readString(folder.resolve("users.properties")).contains("secret"));
        assertEquals(
                0,
                run(List.of("user", "passwd", "anna", "--password-stdin"), "newer\n")
                        .exit());
        assertEquals(0, run("user", "remove", "anna").exit());
        assertFalse(run("user", "list").out().contains("anna"));
        assertEquals(1, run("user", "remove", "anna").exit());
    }

    @Test
    void saysHowToGiveAPasswordWithoutATerminal() throws Exception {
        users("ferry");

        var added = run("user", "add", "anna");

        assertEquals(1, added.exit());
        assertEquals("ferry: no terminal to ask for the password; use --password-stdin\n", added.error());
    }

    @Test
    void editsTheUsersFileOfAVirtualHost() throws Exception {
        users("ferry");
        Files.writeString(
                folder.resolve("hosts.properties"),
                "host.a.example.users=other.properties\nhost.a.example.aliases=b.example\n");
        Files.writeString(folder.resolve("other.properties"), "");
        String hosts = "hosts.file=hosts.properties";

        var added = run(
                List.of("user", "add", "anna", "--password-stdin", "--set", hosts, "--host", "B.example"), "secret\n");

        assertEquals(0, added.exit(), added.error());
        var list = run("user", "list", "--set", hosts, "--host", "a.example");
        assertTrue(list.out().startsWith("anna ") && !list.out().contains("ferry "), list.out());
        assertFalse(run("user", "list", "--set", hosts).out().contains("anna"));
        var unknown = run("user", "list", "--set", hosts, "--host", "c.example");
        assertEquals(1, unknown.exit());
        assertEquals("ferry: there is no host \"c.example\" in hosts.file\n", unknown.error());
    }

    @Test
    void asksForTheAccountOfAUser() throws Exception {
        users("ferry");

        var set = run(List.of("user", "account", "ferry", "--password-stdin"), "budget\n");

        assertEquals(0, set.exit(), set.error());
        String users = Files.readString(folder.resolve("users.properties"));
        assertTrue(users.contains("ftpserver.user.ferry.account=$2a$"), users);
    }

    @Test
    void refusesUnknownCommandsAndOptions() throws Exception {
        assertEquals(2, run("serf").exit());
        assertEquals(2, run("serve", "--port", "21").exit());
        assertEquals(2, run().exit());
    }

    private void users(String name) throws IOException {
        Files.writeString(folder.resolve("users.properties"), """
                ftpserver.user.%s.userpassword=ferry
                ftpserver.user.%s.homedirectory=data
                ftpserver.user.%s.writepermission=true
                """.formatted(name, name, name));
    }

    private Outcome run(String... arguments) throws IOException, InterruptedException {
        return run(List.of(arguments), "");
    }

    private Outcome run(List<String> arguments, String input) throws IOException, InterruptedException {
        return outcome(start(arguments.toArray(String[]::new)), input);
    }

    private static Outcome outcome(Process process, String input) throws IOException, InterruptedException {
        try (var writer = process.outputWriter()) {
            writer.write(input);
        }
        String out = all(process.inputReader());
        String error = all(process.errorReader());
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Outcome(process.exitValue(), out, error);
    }

    private static String all(BufferedReader reader) {
        return reader.lines().reduce("", (text, line) -> text + line + "\n");
    }

    private Process start(String... arguments) throws IOException {
        return builder(arguments).start();
    }

    private ProcessBuilder builder(String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dferry.home=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                "ferry.Main"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("FERRY_"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder;
    }
}
