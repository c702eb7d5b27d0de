package ferry.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ferry.client.Dialogue;
import ferry.client.legacy.LegacyClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/**
 * One of those who change files while the daemon is killed. It has a folder of its own, and knows at any time what may
 * stand there: what stood before the running command, what will stand after it, and what stands in between if the command
 * has steps. A reply leaves one of them, a kill leaves all.
 */
final class CrashClient {
    private static final String PART = ".ferry-part-";
    private static final int BEHIND_MARK = PART.length() + 9;
    private static final int NAMES = 6;
    private static final int LARGE = 1 << 20;
    private static final int SMALL = 40_000;
    private static final int PIECE = 70_000;
    private static final long PAUSE_NANOS = 20_000_000;

    private final String name;
    private final String user;
    private final boolean direct;
    private final Optional<SSLContext> tls;
    private final RandomGenerator random;
    private List<World> worlds;
    private Optional<Torn> torn = Optional.empty();
    private Optional<Torn> unfinished = Optional.empty();
    private final Map<String, Set<ByteBuffer>> begun = new HashMap<>();
    private final AtomicInteger answered = new AtomicInteger();
    private int resumed;
    private int broken;

    /** An upload that has begun and not been answered. */
    private record Torn(String path, ByteBuffer whole) {}

    /** A client of this name, who logs in as this user; {@code direct} says in which mode the daemon runs. */
    CrashClient(String name, String user, boolean direct, Optional<SSLContext> tls, RandomGenerator random) {
        this.name = name;
        this.user = user;
        this.direct = direct;
        this.tls = tls;
        this.random = random;
        worlds = List.of(World.EMPTY.withFolder(name));
    }

    /** The folder of the client, which must be there before the first start. */
    String folder() {
        return name;
    }

    /** How many commands were answered as done. */
    int answered() {
        return answered.get();
    }

    /** How many uploads were resumed and then complete. */
    int resumed() {
        return resumed;
    }

    /** How many commands were broken by a kill. */
    int broken() {
        return broken;
    }

    /** Works until something is wrong: the daemon is gone. */
    void work(Daemon daemon) {
        try (var client = new Dialogue(daemon.ftp())) {
            client.expect("220");
            tls.ifPresent(client::protect);
            client.login(user).say("TYPE I").expect("200");
            if (unfinished.isPresent()) {
                finish(client, unfinished.get());
            }
            while (true) {
                act(client, daemon);
            }
        }
    }

    private World now() {
        return worlds.getFirst();
    }

    /** Says what may stand from now on, and what stands when the command was done. */
    private void change(List<World> after, Supplier<String> command) {
        var all = new ArrayList<>(worlds);
        all.addAll(after);
        worlds = List.copyOf(all);
        String reply = command.get();
        if (!reply.startsWith("2")) {
            throw new IllegalStateException(name + ": " + (reply.isEmpty() ? "closed" : reply));
        }
        worlds = List.of(after.getLast());
        torn = Optional.empty();
        unfinished = Optional.empty();
        answered.incrementAndGet();
    }

    private void act(Dialogue client, Daemon daemon) {
        String path = path();
        String other = path();
        boolean there = now().find(path).isPresent();
        switch (random.nextInt(there ? 20 : 12)) {
            case 0, 1 -> append(client, path);
            case 2 -> storeUnique(client);
            case 3 -> makeOrRemoveFolder(client);
            case 4 -> post(daemon);
            case 5, 6, 7, 8, 9, 10, 11 -> store(client, path, content());
            case 12 -> change(List.of(now().without(path)), () -> say(client, "DELE " + path));
            case 13, 14 -> rename(client, path, other);
            case 15, 16 -> copy(client, path, other);
            case 17 -> combine(client, path, other);
            default -> retrieve(client, path);
        }
    }

    private String path() {
        var folders = now().files().keySet().stream()
                .filter(path -> path.endsWith("/"))
                .toList();
        return folders.get(random.nextInt(folders.size())) + "n" + random.nextInt(NAMES);
    }

    private ByteBuffer content() {
        byte[] bytes = new byte[1 + random.nextInt(random.nextInt(5) == 0 ? LARGE : SMALL)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private static String say(Dialogue client, String line) {
        return client.say(line).read();
    }

    private void store(Dialogue client, String path, ByteBuffer content) {
        upload(client, "STOR " + path, path, content, content);
    }

    private void append(Dialogue client, String path) {
        var more = content();
        upload(client, "APPE " + path, path, World.joined(now().bytes(path), more), more);
    }

    /** Sends bytes, after which the file is whole. */
    private void upload(Dialogue client, String command, String path, ByteBuffer whole, ByteBuffer sent) {
        begun.computeIfAbsent(path, _ -> new HashSet<>()).add(whole);
        if (direct || now().find(path).isEmpty()) {
            unfinished = Optional.of(new Torn(path, whole));
        }
        if (direct) {
            torn = Optional.of(new Torn(path, whole));
        }
        change(List.of(now().with(path, whole)), () -> send(client, command, sent));
        if (command.startsWith("STOR")) {
            begun.remove(path); // APPE to a file leaves what an earlier STOR left
        }
    }

    private String send(Dialogue client, String command, ByteBuffer sent) {
        byte[] bytes = bytes(sent);
        if (tls.isPresent()) {
            return client.sendSecurely(command, bytes);
        }
        return bytes.length < SMALL ? client.transmit(command, bytes).read() : sendSlowly(client, command, bytes);
    }

    /** So slowly that a kill finds a part of it on the disk. */
    private static String sendSlowly(Dialogue client, String command, byte[] bytes) {
        try (var data = client.passive()) {
            client.say(command).expect("150");
            for (int i = 0; i < bytes.length; i += PIECE) {
                data.getOutputStream().write(bytes, i, Math.min(PIECE, bytes.length - i));
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return client.read();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** As curl and lftp do: the size tells what is there already. */
    private void finish(Dialogue client, Torn rest) {
        String size = say(client, "SIZE " + rest.path());
        if (!size.startsWith("213") || random.nextInt(5) == 0) {
            store(client, rest.path(), rest.whole());
            return;
        }
        int offset = Integer.parseInt(size.substring(4));
        var sent = rest.whole().slice(offset, rest.whole().remaining() - offset);
        String command = "APPE " + rest.path();
        if (random.nextBoolean()) {
            command = "STOR " + rest.path();
            client.say("REST " + offset).expect("350");
        }
        upload(client, command, rest.path(), rest.whole(), sent);
        resumed++;
    }

    private void storeUnique(Dialogue client) {
        var content = content();
        String there = name + "/n0";
        if (tls.isPresent()) {
            return; // the name is told in the 150, which is read elsewhere there
        }
        try (var data = client.passive()) {
            String told = client.say("STOU " + there).expect("150.*");
            String path = told.substring(told.indexOf("FILE: ") + 6).strip().replaceFirst("^/", "");
            begun.computeIfAbsent(path, _ -> new HashSet<>()).add(content);
            if (direct) {
                torn = Optional.of(new Torn(path, content));
            }
            change(List.of(now().with(path, content)), () -> {
                try {
                    data.getOutputStream().write(bytes(content));
                    data.shutdownOutput();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return client.read();
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void makeOrRemoveFolder(Dialogue client) {
        String path = name + "/d" + random.nextInt(3);
        boolean there = now().find(path + "/").isPresent();
        if (!there) {
            change(List.of(now().withFolder(path)), () -> say(client, "MKD " + path));
        } else if (now().names().stream().noneMatch(file -> file.startsWith(path + "/"))) {
            change(List.of(now().without(path)), () -> say(client, "RMD " + path));
        }
    }

    private void post(Daemon daemon) {
        String path = name + "-post";
        byte[] bytes = new byte[1 + random.nextInt(SMALL)];
        random.nextBytes(bytes);
        change(List.of(now().with(path, ByteBuffer.wrap(bytes))), () -> {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), daemon.port("legacy"));
            try (var legacy = new LegacyClient(address)) {
                legacy.send(LegacyClient.post(path, new String(bytes, ISO_8859_1)))
                        .expectNothing();
            }
            return "250";
        });
    }

    private void copy(Dialogue client, String from, String to) {
        if (!from.equals(to)) {
            change(List.of(now().with(to, now().bytes(from))), () -> say(client, "SITE COPY " + from + " " + to));
        }
    }

    private void rename(Dialogue client, String from, String to) {
        if (from.equals(to)) {
            return;
        }
        client.say("RNFR " + from).expect("350");
        change(List.of(now().moved(from, to)), () -> say(client, "RNTO " + to));
    }

    /** One part goes after the other, when all is together. */
    private void combine(Dialogue client, String one, String other) {
        if (now().find(other).isEmpty() || one.equals(other)) {
            return;
        }
        String target = name + "/all";
        var whole = World.joined(now().bytes(target), now().bytes(one), now().bytes(other));
        var together = now().with(target, whole);
        change(
                List.of(together, together.without(one), together.without(one).without(other)),
                () -> say(client, "COMB %s %s %s".formatted(target, one, other)));
    }

    private void retrieve(Dialogue client, String path) {
        byte[] bytes = tls.isPresent() ? client.receiveSecurely("RETR " + path) : client.receive("RETR " + path);
        if (!ByteBuffer.wrap(bytes).equals(now().bytes(path))) {
            throw new IllegalStateException(name + ": RETR " + path + " sends something else");
        }
    }

    /** Checks that what is on the disk is one of those that may be there, and goes on from it. */
    void check(World disk) {
        var mine = disk.only(path -> path.startsWith(name));
        mine.names().stream().filter(CrashClient::part).forEach(path -> checkPart(path, mine.bytes(path)));
        var found = mine.only(path -> !part(path) && !nobodyKnows(path, mine.bytes(path)));
        broken += worlds.size() > 1 ? 1 : 0;
        boolean known = worlds.contains(found)
                || torn.filter(upload -> found.torn(upload.path(), worlds.getLast()))
                        .isPresent();
        if (!known) {
            throw new AssertionError(
                    "%s has\n%s\nbut may have\n%s\ntorn %s".formatted(name, found, worlds, torn.map(Torn::path)));
        }
        worlds = List.of(found);
        torn = Optional.empty();
        unfinished = unfinished.filter(upload -> resumable(upload, found) && begins(mine, upload));
    }

    /** Whether this is what STOU leaves in the direct mode when it is killed before anybody has read the name: no bytes. */
    private boolean nobodyKnows(String path, ByteBuffer bytes) {
        boolean unique = path.matches(name + "/n0\\.[a-z0-9]{8}");
        return direct
                && unique
                && !bytes.hasRemaining()
                && worlds.stream().noneMatch(world -> world.find(path).isPresent());
    }

    /** Whether the client, who has seen no reply, goes on with this. */
    private boolean resumable(Torn upload, World found) {
        var there = found.find(upload.path());
        return there.isEmpty()
                || (direct
                        && there.get().remaining() < upload.whole().remaining()
                        && World.begins(there.get(), upload.whole()));
    }

    /** Whether what can be resumed is of this upload, if anything; an earlier one may have left it, and clients cannot see. */
    private static boolean begins(World mine, Torn upload) {
        int slash = upload.path().lastIndexOf('/') + 1;
        String folder = upload.path().substring(0, slash) + PART;
        String file = "-" + upload.path().substring(slash);
        return mine.names().stream()
                .filter(path -> path.startsWith(folder)
                        && path.substring(slash + BEHIND_MARK - 1).equals(file))
                .allMatch(path -> World.begins(mine.bytes(path), upload.whole()));
    }

    private static boolean part(String path) {
        return path.substring(path.lastIndexOf('/') + 1).startsWith(PART);
    }

    /** Of what a kill left, that can be resumed, each byte is right. */
    private void checkPart(String path, ByteBuffer bytes) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        if (file.charAt(BEHIND_MARK - 1) != '-') {
            return; // nobody goes on with it
        }
        String whole = path.substring(0, path.lastIndexOf('/') + 1) + file.substring(BEHIND_MARK);
        if (whole.endsWith("-post")) {
            return;
        }
        if (begun.getOrDefault(whole, Set.of()).stream().noneMatch(all -> World.begins(bytes, all))) {
            throw new AssertionError(
                    "%s: %d bytes in %s are of no upload that began".formatted(name, bytes.remaining(), path));
        }
    }
}
