package ferry.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ferry.client.Dialogue;
import ferry.client.legacy.LegacyClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import javax.net.ssl.SSLContext;

/** What clients do all day, well-behaved ones and others. Each round is a session of its own. */
final class SoakLoads {
    /** A folder with many files, and one large file. */
    static final String MANY = "many";

    static final String LARGE = "large.bin";
    private static final int MEBIBYTE = 1 << 20;

    private final Daemon daemon;
    private final SSLContext tls;
    private final RandomGenerator random;
    private final String folder;

    /** Loads that keep their files in this folder, which is there. */
    SoakLoads(Daemon daemon, SSLContext tls, RandomGenerator random, String folder) {
        this.daemon = daemon;
        this.tls = tls;
        this.random = random;
        this.folder = folder;
    }

    /** One round of something. */
    interface Load {
        void round() throws IOException;
    }

    /** All of them. */
    List<Load> all() {
        return List.of(
                () -> there(10, 50_000),
                () -> there(2, 4 * MEBIBYTE),
                this::safely,
                this::deflated,
                this::listings,
                this::aborted,
                this::vanished,
                this::guessed,
                this::legacy,
                this::idle,
                this::names,
                this::resumed);
    }

    private byte[] content(int most) {
        byte[] bytes = new byte[1 + random.nextInt(most)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void same(byte[] sent, byte[] came) {
        if (!Arrays.equals(sent, came)) {
            throw new IllegalStateException("sent " + sent.length + " bytes, and " + came.length + " others came");
        }
    }

    private String file() {
        return folder + "/f" + random.nextInt(5);
    }

    private void there(int files, int size) {
        try (var client = daemon.client()) {
            for (int i = 0; i < files; i++) {
                String file = file();
                byte[] bytes = content(size);
                client.transmit("STOR " + file, bytes).expect("226");
                same(bytes, client.receive("RETR " + file));
            }
        }
    }

    private void safely() {
        try (var client = new Dialogue(daemon.ftp())) {
            client.expect("220");
            client.protect(tls).login();
            client.say("TYPE I").expect("200");
            for (int i = 0; i < 5; i++) {
                String file = file();
                byte[] bytes = content(MEBIBYTE);
                client.sendSecurely("STOR " + file, bytes);
                same(bytes, client.receiveSecurely("RETR " + file));
            }
        }
    }

    private void deflated() throws IOException {
        try (var client = daemon.client()) {
            client.say("MODE Z").expect("200");
            String file = file();
            byte[] bytes = content(MEBIBYTE);
            var packed = new ByteArrayOutputStream();
            try (var out = new DeflaterOutputStream(packed)) {
                out.write(bytes);
            }
            client.transmit("STOR " + file, packed.toByteArray()).expect("226");
            try (var data = client.passive()) {
                client.say("RETR " + file).expect("150");
                same(bytes, new InflaterInputStream(data.getInputStream()).readAllBytes());
                client.expect("226");
            }
        }
    }

    private void listings() {
        try (var client = daemon.client()) {
            for (String command : List.of("LIST ", "NLST ", "MLSD ")) {
                if (client.receiveText(command + MANY).lines().count() < 1000) {
                    throw new IllegalStateException(command + "is short");
                }
            }
            client.say("STAT " + MANY).expect("21.*");
            client.say("MLST " + LARGE).expect("250");
            client.say("HASH " + LARGE).expect("21.*");
        }
    }

    private void aborted() throws IOException {
        try (var client = daemon.client();
                var data = client.passive()) {
            client.say("RETR " + LARGE).expect("150");
            data.getInputStream().readNBytes(100_000);
            client.say("ABOR").expect("426");
            client.expect("226");
            client.transmitAndBreak("STOR " + file() + "-broken", "half").expect("426");
        }
    }

    private void vanished() throws IOException {
        try (var client = daemon.client();
                var data = client.passive()) {
            client.say("STOR " + file() + "-vanished").expect("150");
            data.getOutputStream().write(content(300_000));
            client.socket().setSoLinger(true, 0);
            data.setSoLinger(true, 0);
        }
    }

    private void guessed() {
        try (var client = new Dialogue(daemon.ftp())) {
            client.expect("220");
            client.say("USER ferry").expect("331");
            client.say("PASS guess").expect("530");
        }
    }

    private void legacy() {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), daemon.port("legacy"));
        String file = folder + "-post";
        try (var client = new LegacyClient(address)) {
            client.send(LegacyClient.post(file, new String(content(50_000), ISO_8859_1)))
                    .expectNothing();
        }
        try (var client = daemon.client()) {
            client.say("SIZE " + file).expect("21.*");
        }
    }

    /** Silent until the daemon ends the session. */
    private void idle() {
        try (var client = daemon.client()) {
            client.expect("421");
        }
    }

    private void names() {
        try (var client = daemon.client()) {
            String made = folder + "/d";
            client.say("MKD " + made).expect("257");
            client.transmit("STOR " + made + "/a", content(1000)).expect("226");
            client.transmit("APPE " + made + "/a", content(1000)).expect("226");
            client.say("RNFR " + made + "/a").expect("350");
            client.say("RNTO " + made + "/b").expect("250");
            client.say("SITE COPY " + made + "/b " + made + "/c").expect("250");
            client.say("DELE " + made + "/b").expect("250");
            client.say("DELE " + made + "/c").expect("250");
            client.say("RMD " + made).expect("250");
        }
    }

    private void resumed() {
        byte[] bytes = content(MEBIBYTE);
        String file = folder + "/resumed";
        try (var client = daemon.client()) {
            client.transmitAndBreak(
                            "STOR " + file,
                            new String(bytes, 0, bytes.length / 2, ISO_8859_1).replaceAll("[^ -~]", "x"))
                    .expect("426");
            int size =
                    Integer.parseInt(client.say("SIZE " + file).expect("21.*").substring(4));
            client.say("REST " + size).expect("350");
            client.transmit("STOR " + file, bytes).expect("226");
            client.say("SIZE " + file).expect("213 " + (size + bytes.length));
            client.say("DELE " + file).expect("250");
        }
    }
}
