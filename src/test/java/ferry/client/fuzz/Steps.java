package ferry.client.fuzz;

import com.google.common.collect.ImmutableList;
import ferry.command.CommandTable;
import ferry.protocol.ForeignProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes the steps of a session. A step is a line of a client; behind {@code @} stands what its data connection does:
 * {@code use}, {@code half} (broken by a reset in the middle), {@code ignore} (never comes), {@code abort} (ABOR in the
 * middle), {@code close} (closed before anything moved). A few names in a few folders, so that commands meet.
 */
final class Steps {
    private static final List<String> NAMES = List.of(
            "a",
            "b.txt",
            "d",
            "e",
            "d/x",
            "d/y",
            "/d",
            "/d/e",
            "../a",
            "e/z",
            "\u00e4\u6587",
            "sp ace",
            "..",
            "/",
            "./a",
            "a/",
            "d/e/q");
    private static final List<String> ODD = List.of(
            "",
            "*",
            "a*",
            "?",
            "-a",
            "-laR",
            "~",
            "link",
            "outside",
            "fifo",
            "link/x",
            "outside/canary",
            "a\0b",
            "a\rb",
            "\u0085",
            "\ud83d\ude00",
            "x".repeat(300),
            "n/".repeat(60),
            "\"a\"",
            "\"a\" 0 3",
            "1 2",
            "644 a",
            "20260102030405 a",
            "+1",
            "9223372036854775807",
            "|1|127.0.0.1|9|",
            "127,0,0,1,0,9",
            "127,0,0,2,8,0",
            "type;size;",
            "MLST type;",
            "UTF8 ON",
            "CHMOD 600 a",
            "CHMOD 777 d",
            "UTIME 20260102030405 a",
            "SYMLINK a l1",
            "SYMLINK ../.. l2",
            "CPFR a",
            "CPTO c1",
            "COPY a c2",
            "MKDIR m/n/o",
            "RMDIR m",
            "UMASK 022",
            "IDLE 100",
            "WHO",
            "QUOTA",
            "HELP",
            "a b c1",
            "Modify=20260102030405; a",
            "UNIX.mode=0600; a",
            "a, b.txt",
            "L 8",
            "Z LEVEL 1",
            "SHA-1",
            "ALL",
            "1",
            "2",
            "Name=x;",
            "TLS",
            "0",
            "P",
            "C",
            "en",
            "%2e%2e/%2e%2e",
            "..\\..",
            "\u202e",
            ".ferry-part-12345678-a",
            ".hidden",
            "../../../../etc/passwd",
            "d/../../..");
    private static final List<String> DATA =
            List.of("use", "use", "use", "use", "use", "use", "use", "half", "half", "abort", "close", "ignore");
    private static final List<String> PLAIN = List.of(
            "TYPE I",
            "TYPE I",
            "TYPE A",
            "TYPE E",
            "STRU F",
            "STRU R",
            "MODE S",
            "MODE S",
            "MODE B",
            "MODE C",
            "MODE Z",
            "PWD",
            "PWD",
            "CDUP",
            "NOOP",
            "PASV",
            "EPSV",
            "LPSV",
            "REIN",
            "STAT",
            "FEAT",
            "SYST",
            "AUTH TLS",
            "ABOR",
            "USER ferry",
            "USER nobody",
            "PASS ferry",
            "REST 0",
            "REST 3",
            "REST 100000",
            "RANG 1 2",
            "PROT P",
            "OPTS UTF8 ON");

    private final Random random;

    Steps(Random random) {
        this.random = random;
    }

    /** So many steps, the login among the first. */
    List<String> session(int count) {
        var steps = new ArrayList<String>(List.of("USER ferry", "PASS ferry", "TYPE I"));
        if (random.nextInt(8) == 0) {
            steps.clear(); // nobody logs in, and nothing may come of it
            for (int i = 0; i < count; i++) {
                String step = odd();
                steps.add(step.startsWith("PASS") ? "NOOP" : step);
            }
        }
        while (steps.size() < count) {
            steps.addAll(next());
        }
        return ImmutableList.copyOf(steps);
    }

    private List<String> next() {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        return switch (random.nextInt(20)) {
            case 0, 1 -> List.of("STOR " + name + data());
            case 2 -> List.of("APPE " + name + data());
            case 3, 4 -> List.of("RETR " + name + data());
            case 5 -> List.of("MKD " + name);
            case 6 -> List.of(random.nextBoolean() ? "RMD " + name : "DELE " + name);
            case 7 -> List.of("CWD " + name, "PWD");
            case 8 -> List.of("RNFR " + name, "RNTO " + NAMES.get(random.nextInt(NAMES.size())));
            case 9 -> List.of("SIZE " + name, "XMD5 " + name);
            case 10 -> List.of((random.nextBoolean() ? "NLST" : "MLSD") + data());
            case 11 ->
                List.of("REST " + random.nextInt(20), (random.nextBoolean() ? "RETR " : "STOR ") + name + data());
            case 12 -> List.of("USER ferry", "PASS ferry", "TYPE I");
            case 13, 14 -> List.of(PLAIN.get(random.nextInt(PLAIN.size())));
            default -> List.of(odd());
        };
    }

    private String data() {
        return " @" + DATA.get(random.nextInt(DATA.size())) + " "
                + (random.nextInt(30) == 0 ? random.nextInt(300_000) : random.nextInt(400));
    }

    /** Any verb with any argument; of those that would wait for a data connection some get one. */
    String odd() {
        var rows = CommandTable.ftp().rows();
        var row = rows.get(random.nextInt(rows.size()));
        String verb = row.verb();
        if (List.of("QUIT", "PASS", "ACCT", "REIN").contains(verb) && random.nextInt(20) != 0) {
            verb = "SITE";
        }
        var names = random.nextInt(3) == 0 ? NAMES : ODD;
        String line = random.nextInt(12) == 0 ? verb : verb + " " + names.get(random.nextInt(names.size()));
        if (ForeignProtocol.speaks(line)) {
            return "NOOP";
        }
        return transfers(verb) ? line + data() : line;
    }

    static boolean transfers(String verb) {
        return List.of("STOR", "STOU", "APPE", "RETR", "LIST", "NLST", "MLSD").contains(verb);
    }
}
