package ferry;

import ferry.config.ConfigReader;
import ferry.properties.FaultyFileException;
import ferry.user.PasswordHashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A daemon's first seconds, played in a folder of their own: it starts, clients log in, move files and ask for listings,
 * in the clear, over TLS and on the legacy port, and it ends. From such a run the JVM makes an AOT cache, which has the
 * classes that the next run needs. What is done counts, not what comes of it.
 */
final class Rehearsal {
    private static final String USER = "ferry";
    private static final int CHEAPEST_HASH = 4;
    private static final int FILES = 20;

    private static final List<String> SETTINGS = List.of(
            "ftp.listen=127.0.0.1:0",
            "ftps.listen=",
            "legacy.listen=127.0.0.1:0",
            "passive.ports=0",
            "passive.address=",
            "legacy.user=" + USER,
            "users.file=users.properties",
            "hosts.file=",
            "shutdown-grace=1s");

    private Rehearsal() {}

    /** Plays it in this folder, which is empty before. Takes some seconds. */
    static void play(Path folder) throws FaultyFileException, IOException, GeneralSecurityException {
        var password = password();
        users(folder.resolve("users.properties"), password);
        var sources = new ConfigReader.Sources(folder, Optional.empty(), Map.of(), SETTINGS);
        try (var ferry = Ferry.start(ConfigReader.read(sources))) {
            int ftp = ferry.ftp().getFirst().port();
            var certificate = folder.resolve("conf/self-signed.pem");
            try (var client = RehearsalClient.connect(ftp)) {
                perform(client, password);
            }
            try (var client = RehearsalClient.connect(ftp)) {
                client.beginTls(Files.readAllBytes(certificate));
                perform(client, password);
            }
            RehearsalClient.askLegacy(ferry.legacy().getFirst().port(), "get 0.bin");
            RehearsalClient.askLegacy(ferry.legacy().getFirst().port(), "dirs");
        }
    }

    /** One that nobody knows: no other program of the machine is to come in meanwhile. */
    private static String password() {
        var bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void users(Path file, String password) throws IOException {
        String user = "ftpserver.user." + USER + ".";
        Files.write(
                file,
                List.of(
                        user + "userpassword=" + new PasswordHashes(CHEAPEST_HASH).hash(password),
                        user + "homedirectory=home",
                        user + "writepermission=true"));
    }

    /** What clients do most. */
    private static void perform(RehearsalClient client, String password) throws IOException {
        client.say("USER " + USER);
        client.say("PASS " + password);
        for (var command : List.of("SYST", "FEAT", "OPTS UTF8 ON", "PWD", "TYPE I", "CWD /", "MKD folder", "NOOP")) {
            client.say(command);
        }
        for (int i = 0; i < FILES; i++) {
            client.transfer("STOR " + i + ".bin", true);
            client.say("SIZE " + i + ".bin");
            client.say("MDTM " + i + ".bin");
            client.transfer("RETR " + i + ".bin", false);
        }
        for (var command : List.of("LIST", "NLST", "MLSD", "RETR missing")) {
            client.transfer(command, false);
        }
        client.say("TYPE A");
        client.transfer("RETR 0.bin", false);
        client.say("DELE 1.bin");
        client.say("QUIT");
    }
}
