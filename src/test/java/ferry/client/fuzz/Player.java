package ferry.client.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.hash.Hashing;
import ferry.client.Dialogue;
import ferry.client.FerryServer;
import ferry.client.ReplyTable;
import ferry.codec.CodecSettings;
import ferry.codec.Decoder;
import ferry.codec.Encoder;
import ferry.codec.Representation;
import ferry.command.CommandTable;
import ferry.protocol.RepresentationType;
import ferry.protocol.Structure;
import ferry.protocol.TransferMode;
import ferry.protocol.VirtualPath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Plays a session step by step, and holds each reply and the disk against a model: who is logged in, where, with which
 * transfer parameters, what is pending, and what stands in the files. What a step with an odd argument does to the disk is
 * looked up there afterwards; all other steps are foreseen.
 */
@SuppressWarnings("deprecation") // MD5 is what XMD5 tells
final class Player {
    private static final ReplyTable REPLIES = ReplyTable.read();
    private static final Set<String> OPEN = Set.of(
            "HOST", "USER", "PASS", "ACCT", "REIN", "QUIT", "SYST", "HELP", "NOOP", "FEAT", "LANG", "OPTS", "CLNT",
            "CSID", "AUTH", "PBSZ", "PROT", "CCC");
    private static final Set<String> KEEP_PENDING = Set.of(
            "PORT", "PASV", "EPRT", "EPSV", "LPRT", "LPSV", "SPSV", "PRET", "TYPE", "STRU", "MODE", "SIZE", "MDTM",
            "SYST", "STAT", "HELP", "NOOP", "FEAT", "ALLO", "LANG", "OPTS", "CLNT", "CSID");

    private final String user;
    private final Path home;
    private final Dialogue client;
    private final FileModel files;
    private String named = "";
    private boolean loggedIn;
    private VirtualPath folder = VirtualPath.ROOT;
    private RepresentationType type = RepresentationType.ASCII;
    private Structure structure = Structure.FILE;
    private TransferMode mode = TransferMode.STREAM;
    private String renameFrom = "";
    private long rest;
    private boolean range;
    private boolean partials;
    private boolean ended;
    private int commands;

    /** For a session of this user, in whose home nobody else works. */
    Player(FerryServer server, String user, Path home) throws IOException {
        this.user = user;
        this.home = home;
        client = new Dialogue(server);
        files = FileModel.of(home);
    }

    /** Plays these steps, and ends the session; how many commands were answered. */
    int play(List<String> steps) throws IOException {
        try (client) {
            for (String step : steps) {
                if (!ended) {
                    play(step);
                }
            }
            if (!ended) {
                say("QUIT", "");
            }
            assertTrue(client.closed());
        }
        return commands;
    }

    private void play(String step) throws IOException {
        int at = step.lastIndexOf(" @");
        String line = (at < 0 ? step : step.substring(0, at));
        String data = at < 0 ? "" : step.substring(at + 2);
        line = line.equals("USER ferry") ? "USER " + user : line;
        int blank = line.indexOf(' ');
        String verb = blank < 0 ? line : line.substring(0, blank);
        String argument = blank < 0 ? "" : line.substring(blank + 1);
        if (data.isEmpty() || !loggedIn) {
            plain(line, verb, argument);
        } else {
            transfer(line, verb, argument, data);
        }
        if (!KEEP_PENDING.contains(verb) && !verb.equals("REST") && !verb.equals("RANG")) {
            rest = 0;
            range = false;
        }
        if (!KEEP_PENDING.contains(verb) && !verb.equals("RNFR")) {
            renameFrom = "";
        }
        String difference = files.difference(FileModel.of(home));
        assertEquals("", difference, () -> "the disk behind " + step);
    }

    // ---- commands without a data connection

    private void plain(String line, String verb, String argument) throws IOException {
        boolean clean = argument.chars().noneMatch(c -> c < ' ' || c == 0x7f);
        String reply = say(line, verb);
        int code = code(reply);
        if (!loggedIn && !OPEN.contains(verb)) {
            assertTrue(code >= 500, () -> "nobody is logged in, but " + line + " got " + reply);
            return;
        }
        if (!clean) {
            assertTrue(code >= 500, () -> line + " got " + reply);
            return;
        }
        switch (verb) {
            case "USER" -> user(argument, code);
            case "PASS" -> password(argument, code);
            case "REIN" -> {
                if (argument.isEmpty()) {
                    assertEquals(220, code);
                    reset();
                }
            }
            case "PWD" -> {
                if (argument.isEmpty()) {
                    assertEquals(
                            "257 \"" + folder.toString().replace("\"", "\"\"") + "\" is the current folder", reply);
                }
            }
            case "TYPE", "STRU", "MODE" -> parameter(verb, argument, code);
            case "REST" -> rest(argument, code);
            case "RANG" -> range = code == 350;
            case "CWD", "CDUP", "MKD", "RMD", "DELE", "RNFR", "RNTO", "SIZE", "XMD5" -> file(verb, argument, reply);
            case "QUIT" -> ended = code == 221;
            default -> look(code);
        }
    }

    /** The rest of the table: what it did is what stands there now. */
    private void look(int code) throws IOException {
        if (code == 421) {
            ended = true;
        }
        partials = true;
        sync();
    }

    private void sync() throws IOException {
        var now = FileModel.of(home);
        files.copy(now);
    }

    private void user(String name, int code) {
        if (code == 331) {
            loggedIn = false;
            named = name.strip();
        }
    }

    private void password(String password, int code) {
        if (code == 503) {
            assertTrue(named.isEmpty(), "PASS behind USER got 503");
            return;
        }
        boolean right = named.equals(user) && password.equals("ferry");
        assertEquals(right && !named.isEmpty(), code == 230, () -> "PASS of " + named + " got " + code);
        ended = code == 421;
        loggedIn = code == 230;
        if (loggedIn) {
            folder = VirtualPath.ROOT;
        }
        named = "";
    }

    private void reset() {
        loggedIn = false;
        named = "";
        folder = VirtualPath.ROOT;
        type = RepresentationType.ASCII;
        structure = Structure.FILE;
        mode = TransferMode.STREAM;
    }

    private void parameter(String verb, String argument, int code) {
        if (code != 200) {
            return;
        }
        char letter = Character.toUpperCase(argument.strip().charAt(0));
        switch (verb) {
            case "TYPE" ->
                type = letter == 'A'
                        ? RepresentationType.ASCII
                        : letter == 'E' ? RepresentationType.EBCDIC : RepresentationType.IMAGE;
            case "STRU" -> structure = letter == 'R' ? Structure.RECORD : Structure.FILE;
            default ->
                mode = switch (letter) {
                    case 'B' -> TransferMode.BLOCK;
                    case 'C' -> TransferMode.COMPRESSED;
                    case 'Z' -> TransferMode.DEFLATE;
                    default -> TransferMode.STREAM;
                };
        }
    }

    private void rest(String argument, int code) {
        if (code == 350) {
            rest = Long.parseLong(argument.strip());
            range = false;
        }
    }

    private String path(String argument) {
        return folder.resolve(argument.replace('\0', '?')).toString();
    }

    private static String parent(String path) {
        return VirtualPath.ROOT.resolve(path).parent().toString();
    }

    /** Whether the model can foresee what this name does: it is not one that means another thing than itself. */
    private static boolean known(String argument) {
        return !argument.isEmpty()
                && !argument.startsWith(" ")
                && !argument.endsWith(" ")
                && !argument.startsWith("~")
                && argument.length() < 60
                && argument.chars().noneMatch(c -> c < ' ' || (c >= 0x7f && c < 0xa0) || c == '\\')
                && List.of("link", "outside", "fifo", ".ferry", "l1", "l2").stream()
                        .noneMatch(argument::contains);
    }

    private boolean foreseen(String path) {
        return List.of("/link", "/outside", "/fifo", "/l1", "/l2", "/.ferry").stream()
                .noneMatch(path::contains);
    }

    private void file(String verb, String argument, String reply) throws IOException {
        int code = code(reply);
        boolean none = verb.equals("CDUP") && argument.isEmpty();
        String path = none ? parent(folder.toString()) : path(argument);
        boolean quoted = verb.equals("XMD5") && argument.startsWith("\""); // another form of the argument
        if (!(none || known(argument)) || quoted || !foreseen(path) || (verb.equals("CDUP") && !argument.isEmpty())) {
            if (code == 250 && verb.equals("CWD")) {
                String told = client.say("PWD").read();
                folder = VirtualPath.ROOT.resolve(told.substring(5, told.lastIndexOf('"')));
            }
            look(code);
            return;
        }
        switch (verb) {
            case "CWD", "CDUP" -> {
                assertEquals(files.folder(path), code < 300, reply);
                folder = code < 300 ? VirtualPath.ROOT.resolve(path) : folder;
            }
            case "MKD" -> {
                assertEquals(files.free(path) && files.folder(parent(path)), code == 257, reply);
                if (code == 257) {
                    files.makeFolder(path);
                }
            }
            case "RMD" -> {
                boolean possible = files.folder(path) && files.empty(path) && !path.equals("/");
                assertTrue(possible || code >= 400, reply);
                assertTrue(!possible || code == 250 || partials, reply);
                if (code == 250) {
                    files.remove(path);
                }
            }
            case "DELE" -> {
                assertTrue(files.file(path) == (code == 250) || (partials && files.free(path)), reply);
                if (code == 250) {
                    files.remove(path);
                }
            }
            case "RNFR" -> {
                boolean there = !files.free(path) && !path.equals("/");
                assertTrue(there == (code == 350) || (partials && files.free(path)), reply);
                renameFrom = code == 350 ? path : "";
            }
            case "RNTO" -> renamed(path, reply);
            case "SIZE" -> size(path, reply);
            case "XMD5" -> {
                assertTrue(files.file(path) == (code == 250), reply);
                if (code == 250) {
                    String hex = Hashing.md5().hashBytes(files.content(path)).toString();
                    assertEquals("250 " + hex.toUpperCase(Locale.ROOT), reply);
                }
            }
            default -> throw new IllegalArgumentException(verb);
        }
    }

    private void renamed(String to, String reply) throws IOException {
        int code = code(reply);
        if (renameFrom.isEmpty()) {
            assertEquals(503, code, reply);
            return;
        }
        if (files.free(renameFrom)) {
            look(code); // a partial file, or something gone
            return;
        }
        boolean itself = renameFrom.equals(to);
        boolean inside = to.startsWith(renameFrom + "/") && files.folder(renameFrom);
        boolean possible = files.folder(parent(to))
                && !inside
                && !to.equals("/")
                && (files.free(to) || (files.file(to) && files.file(renameFrom)));
        assertEquals(possible || itself, code == 250, reply);
        if (code == 250 && !itself) {
            files.remove(files.file(to) ? to : "");
            files.move(renameFrom, to);
        }
    }

    private void size(String path, String reply) {
        if (code(reply) == 213) {
            assertTrue(files.file(path) || partials, reply);
            boolean plain =
                    type == RepresentationType.IMAGE && structure == Structure.FILE && mode == TransferMode.STREAM;
            if (plain && files.file(path)) {
                assertEquals("213 " + files.content(path).length, reply);
            }
        }
    }

    // ---- transfers

    @SuppressWarnings("try") // to close is what the client tries
    private void transfer(String line, String verb, String argument, String data) throws IOException {
        String how = data.substring(0, data.indexOf(' '));
        int length = Integer.parseInt(data.substring(data.indexOf(' ') + 1));
        if (how.equals("ignore")) {
            say("EPSV", "EPSV");
            String reply = say(line, verb);
            assertTrue(code(reply) >= 400, () -> "no data connection, but " + line + " got " + reply);
            partials = true;
            return;
        }
        boolean stores = verb.equals("STOR") || verb.equals("STOU") || verb.equals("APPE");
        byte[] content = content(length);
        var sent = new ByteArrayOutputStream();
        if (stores) {
            encode(content, sent);
        }
        String passive = say("EPSV", "EPSV");
        if (code(passive) != 229) {
            return;
        }
        int port = Integer.parseInt(passive.replaceAll(".*\\|\\|\\|([0-9]+)\\|.*", "$1"));
        byte[] received = {};
        String reply;
        try (var connection = client.connect(port)) {
            commands++;
            client.say(line);
            String first = client.read();
            if (!first.startsWith("1")) {
                reply = first;
            } else {
                if (how.equals("half") || how.equals("abort")) {
                    half(connection, stores, sent.toByteArray(), how.equals("half"));
                } else if (stores && how.equals("use")) {
                    connection.getOutputStream().write(sent.toByteArray());
                    connection.shutdownOutput();
                } else if (how.equals("use")) {
                    received = connection.getInputStream().readAllBytes();
                }
                if (how.equals("close")) {
                    connection.close();
                }
                if (how.equals("abort")) {
                    client.say("ABOR");
                }
                reply = client.read();
                if (how.equals("abort")) {
                    commands++;
                    assertEquals(226, code(client.read()), "ABOR behind " + line + ", which got " + reply);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new AssertionError("the data connection of " + line, e);
        }
        check(verb, reply);
        done(verb, argument, how, reply, stores ? content : received);
    }

    private static void half(Socket connection, boolean stores, byte[] bytes, boolean reset) throws IOException {
        try {
            if (stores) {
                connection.getOutputStream().write(bytes, 0, bytes.length / 2);
            } else {
                connection.getInputStream().read();
            }
        } catch (IOException _) {
            return; // refused already
        }
        if (reset) {
            connection.setSoLinger(true, 0);
            connection.close();
        }
    }

    /** What came of a transfer. */
    private void done(String verb, String argument, String how, String reply, byte[] bytes) throws IOException {
        int code = code(reply);
        boolean listing = verb.equals("NLST") || verb.equals("MLSD") || verb.equals("LIST");
        String path = path(argument);
        boolean sure = (known(argument) || (listing && argument.isEmpty()))
                && foreseen(path)
                && !range
                && !verb.equals("STOU");
        if (!how.equals("use") || !sure || verb.equals("LIST")) {
            boolean plain = mode == TransferMode.STREAM && structure == Structure.FILE;
            boolean empty = bytes.length / 2 == 0; // a file that ends with the connection may end here
            if (how.equals("half") && verb.equals("STOR") && sure && !(plain && empty)) {
                assertTrue(code >= 400, () -> "half of a file to " + argument + " got " + reply);
            }
            look(code);
            return;
        }
        switch (verb) {
            case "STOR" -> stored(path, bytes, reply);
            case "APPE" -> appended(path, bytes, reply);
            case "RETR" -> retrieved(path, bytes, reply);
            default -> listed(verb, path, bytes, reply);
        }
    }

    private void stored(String path, byte[] content, String reply) throws IOException {
        int code = code(reply);
        boolean place = files.folder(parent(path)) && !files.folder(path);
        if (rest > 0 || (partials && code != 226)) {
            assertTrue(place || code >= 400, reply);
            look(code);
            return;
        }
        boolean refused = type == RepresentationType.IMAGE && structure == Structure.RECORD;
        assertTrue(place == (code == 226) || refused, () -> "STOR " + path + " got " + reply);
        if (code == 226) {
            files.put(path, represented(content));
        }
    }

    private void appended(String path, byte[] content, String reply) throws IOException {
        int code = code(reply);
        boolean place = files.folder(parent(path)) && !files.folder(path);
        if (!place) {
            assertTrue(code >= 400, reply);
        }
        if (files.file(path) && code == 226) {
            byte[] before = files.content(path);
            byte[] more = represented(content);
            byte[] whole = Arrays.copyOf(before, before.length + more.length);
            System.arraycopy(more, 0, whole, before.length, more.length);
            files.put(path, whole);
            return;
        }
        look(code); // an earlier part may have been continued
    }

    private void retrieved(String path, byte[] received, String reply) throws IOException {
        int code = code(reply);
        if (rest > 0 && code == 226) {
            if (type == RepresentationType.IMAGE && structure == Structure.FILE && mode == TransferMode.STREAM) {
                byte[] content = files.content(path);
                assertArrayEquals(Arrays.copyOfRange(content, (int) rest, content.length), received, path);
            }
            return;
        }
        if (rest > 0) {
            return;
        }
        assertEquals(files.file(path), code == 226, () -> "RETR " + path + " got " + reply);
        if (code == 226) {
            var file = new ByteArrayOutputStream();
            new Decoder(representation(), CodecSettings.DEFAULT)
                    .decode(new ByteArrayInputStream(received), file, text -> {});
            assertArrayEquals(represented(files.content(path)), file.toByteArray(), () -> "RETR " + path);
        }
    }

    private void listed(String verb, String path, byte[] received, String reply) throws IOException {
        boolean plain = type != RepresentationType.EBCDIC && structure == Structure.FILE && mode == TransferMode.STREAM;
        if (code(reply) != 226 || !plain || !files.folder(path)) {
            return;
        }
        var told = new TreeSet<String>();
        new String(received, StandardCharsets.UTF_8)
                .lines()
                .map(line -> verb.equals("MLSD") ? line.substring(line.indexOf(' ') + 1) : line)
                .map(name -> name.substring(name.lastIndexOf('/') + 1))
                .forEach(told::add);
        var missing = new TreeSet<>(files.names(path));
        missing.removeIf(name -> told.contains(name) || name.startsWith("."));
        assertEquals(Set.of(), missing, () -> verb + " does not tell");
        assertTrue(told.stream().noneMatch(name -> name.startsWith(".ferry-")), told::toString);
    }

    private Representation representation() {
        return new Representation(type, structure, mode, 6);
    }

    private void encode(byte[] content, ByteArrayOutputStream out) throws IOException {
        try (var encoder = Encoder.ofFile(representation(), out, CodecSettings.DEFAULT, 0)) {
            encoder.write(content, 0, content.length);
            encoder.finish();
        }
    }

    /** The bytes of a file after they were sent: TYPE A makes LF of CR LF. */
    private byte[] represented(byte[] content) {
        boolean text = type == RepresentationType.ASCII && structure == Structure.FILE;
        return text
                ? new String(content, StandardCharsets.ISO_8859_1)
                        .replace("\r\n", "\n")
                        .getBytes(StandardCharsets.ISO_8859_1)
                : content;
    }

    private static byte[] content(int length) {
        var content = new byte[length];
        new Random(length).nextBytes(content);
        for (int i = 0; i < length; i += 9) {
            content[i] = (byte) (i % 2 == 0 ? '\n' : '\r');
        }
        return content;
    }

    // ---- replies

    private String say(String line, String verb) {
        commands++;
        client.say(line);
        String reply = client.read();
        while (reply.startsWith("1")) {
            reply = client.read();
        }
        if (!verb.isEmpty()) {
            check(verb, reply);
        }
        return reply;
    }

    private void check(String verb, String reply) {
        assertTrue(reply.matches("(?s)[2-5][0-9][0-9][ -].*"), () -> verb + " got \"" + reply + "\"");
        boolean known = CommandTable.ftp().find(verb).isPresent() && !verb.equals("SITE") && !verb.equals("OPTS");
        if (known && code(reply) != 500) {
            assertTrue(REPLIES.allows(verb, code(reply)), () -> verb + " got " + reply);
        }
        assertTrue(!reply.contains("A fault of the server"), () -> verb + " got " + reply);
        ended |= reply.startsWith("421");
    }

    private static int code(String reply) {
        return Integer.parseInt(reply, 0, 3, 10);
    }
}
