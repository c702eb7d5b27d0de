package ferry.unit.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.fuzz.Fuzz;
import ferry.protocol.CharsetGuess;
import ferry.protocol.Endpoint;
import ferry.protocol.Escaped;
import ferry.protocol.ForeignProtocol;
import ferry.protocol.HostName;
import ferry.protocol.HostPort;
import ferry.protocol.LongHostPort;
import ferry.protocol.NameCoding;
import ferry.protocol.Reply;
import ferry.protocol.ReplyCode;
import ferry.protocol.ReplyException;
import ferry.protocol.TelnetBytes;
import ferry.protocol.Timestamp;
import ferry.protocol.TypeCode;
import ferry.protocol.VirtualPath;
import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The vocabulary with any text: what is read can be written and read again, and nothing gets out of its bounds. */
final class ProtocolFuzzTest {
    private static final List<NameCoding> CODINGS = Stream.of(
                    "UTF-8",
                    "GBK",
                    "GB18030",
                    "ISO-8859-1",
                    "windows-1252",
                    "KOI8-R",
                    "Big5",
                    "EUC-KR",
                    "Shift_JIS",
                    "EUC-JP")
            .flatMap(ProtocolFuzzTest::coding)
            .toList();

    /** Some cannot be used for names. */
    private static Stream<NameCoding> coding(String charset) {
        try {
            return Stream.of(NameCoding.named(charset));
        } catch (IllegalArgumentException _) {
            return Stream.empty();
        }
    }

    private static Fuzz addresses(String name) {
        return Fuzz.of(
                name,
                ",",
                "|",
                "|1|",
                "|2|",
                "127,0,0,1,8,0",
                "4,4,127,0,0,1,2,8,0",
                "127.0.0.1",
                "::1",
                "::ffff:1.2.3.4",
                "6,16,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,2,8,0",
                " ",
                "(",
                ")",
                "%eth0",
                "0x7f",
                "[::1]:21",
                "*:21",
                ":",
                "localhost",
                "\u0661",
                "e",
                "\u3002",
                "xn--",
                "-",
                "[",
                "]",
                ".");
    }

    @Test
    void readsAddressesThatItWritesInTheSameWay() {
        addresses("host-port").run((bytes, choices) -> {
            String text = NameCoding.UTF_8.decode(bytes);
            return port(text) + extended(text) + longPort(text);
        });
    }

    private static String port(String text) {
        try {
            var read = HostPort.parse(text);
            assertEquals(read, HostPort.parse(HostPort.numbers((Inet4Address) read.address(), read.port())));
            return "port " + read.port() % 3;
        } catch (ReplyException e) {
            assertEquals(501, e.reply().code().number());
            return "";
        }
    }

    private static String extended(String text) {
        try {
            var read = HostPort.parseExtended(text);
            boolean v4 = read.address() instanceof Inet4Address;
            String host = read.address().getHostAddress();
            String written = (v4 ? "|1|" : "|2|") + host + "|" + read.port() + "|";
            assertEquals(read, HostPort.parseExtended(written));
            return "extended " + v4;
        } catch (ReplyException e) {
            return Integer.toString(e.reply().code().number());
        }
    }

    private static String longPort(String text) {
        try {
            var read = LongHostPort.parse(text);
            assertEquals(read, LongHostPort.parse(LongHostPort.numbers(read.address(), read.port())));
            return "long";
        } catch (ReplyException e) {
            return Integer.toString(e.reply().code().number());
        }
    }

    @Test
    void readsNamesOfHostsThatItWritesInTheSameWay() {
        addresses("host-name").run((bytes, choices) -> {
            String text = NameCoding.UTF_8.decode(bytes);
            var name = HostName.of(text);
            name.ifPresent(host -> assertEquals(name, HostName.of(host.text())));
            return name.map(host -> "name " + host.address().isPresent()).orElse("none");
        });
    }

    @Test
    void readsEndpointsThatItWritesInTheSameWay() {
        addresses("endpoint").run((bytes, choices) -> {
            try {
                var read = Endpoint.parseAll(NameCoding.UTF_8.decode(bytes));
                for (var endpoint : read) {
                    assertEquals(endpoint, Endpoint.parse(endpoint.toString()));
                }
                return "read " + read.size();
            } catch (IllegalArgumentException e) {
                return "wrong";
            }
        });
    }

    @Test
    void readsTypesAndTimesThatItWritesInTheSameWay() {
        Fuzz.of(
                        "type-and-time",
                        "A",
                        "E",
                        "I",
                        "L",
                        " ",
                        "N",
                        "T",
                        "C",
                        "8",
                        "20260102030405",
                        ".",
                        "123456789",
                        "235960")
                .and(UTF_8, "00000101000000", "99991231235959", "1601", "0229", "\u0130", "\u0661")
                .run((bytes, choices) -> {
                    String text = NameCoding.UTF_8.decode(bytes);
                    var time = Timestamp.read(text);
                    time.ifPresent(instant -> {
                        assertEquals(14, Timestamp.format(instant).length());
                        assertEquals(
                                text.substring(0, 12), Timestamp.format(instant).substring(0, 12));
                    });
                    return time.isPresent() ? "time" : type(text);
                });
    }

    private static String type(String text) {
        try {
            return TypeCode.parse(text).toString();
        } catch (ReplyException e) {
            return Integer.toString(e.reply().code().number());
        }
    }

    @Test
    void resolvesNoPathAboveTheRoot() {
        Fuzz.of(
                        "virtual-path",
                        "/",
                        "..",
                        ".",
                        "a",
                        "b.txt",
                        "...",
                        "//",
                        "../",
                        "/..",
                        " ",
                        "\\",
                        "\u00e4",
                        "%2e",
                        "~",
                        "....")
                .run((bytes, choices) -> {
                    String text = NameCoding.UTF_8.decode(bytes).replace('\0', 'x');
                    var base = choices.nextBoolean() ? VirtualPath.ROOT : VirtualPath.ROOT.resolve("one/two");

                    var path = base.resolve(text);

                    assertTrue(VirtualPath.ROOT.contains(path));
                    assertTrue(path.names().stream()
                            .noneMatch(name ->
                                    name.isEmpty() || name.equals(".") || name.equals("..") || name.contains("/")));
                    assertEquals(path, base.resolve(path.toString()));
                    if (text.chars().allMatch(c -> c < 0x80)) {
                        assertEquals(
                                Path.of(base.toString())
                                        .resolve(text)
                                        .normalize()
                                        .toString(),
                                path.toString());
                    }
                    return "deep " + path.names().size();
                });
    }

    /** Big5 has two codes for some characters, which are one name; else each byte comes back. */
    @Test
    void bringsTheBytesOfEachNameBack() {
        names("name-bytes").run((bytes, choices) -> {
            assertArrayEquals(bytes, NameCoding.UTF_8.bytes(NameCoding.UTF_8.decode(bytes)));
            for (var coding : CODINGS) {
                String text = coding.decode(bytes);
                assertEquals(text, coding.decode(coding.bytes(text)), () -> coding + ": " + Escaped.text(text));
            }
            return outcome(bytes);
        });
    }

    @Test
    void tellsEachNameInAWayThatLeadsBackToIt() {
        names("name-round-trip").run((bytes, choices) -> {
            String name = NameCoding.UTF_8.decode(bytes);
            if (name.chars().anyMatch(Character::isISOControl)) {
                return "no name";
            }
            for (var coding : CODINGS) {
                byte[] told = coding.encode(name);
                assertEquals(name, coding.name(coding.decode(told)), coding::toString);
                assertEquals(count(name, '/'), count(new String(told, ISO_8859_1), '/'), coding::toString);
            }
            return outcome(bytes);
        });
    }

    private static Fuzz names(String name) {
        return Fuzz.of(
                        name,
                        "a",
                        "\u00e4",
                        "\u6587\u4ef6",
                        "\ud83d\ude00",
                        "%{",
                        "}",
                        "%{25}",
                        "%{DCCE}",
                        "%{1F6A2}",
                        "%",
                        "/",
                        "{")
                .and(
                        UTF_8, "\u20ac", "\u0451", "\uac00", "\u30bd", "\u8868", "\u00a5", "\u203e", "\ufffd", "\ue000",
                        "~", "\\", "\u0301")
                .and(
                        ISO_8859_1,
                        "\u00ff",
                        "\u0080",
                        "\u0081",
                        "\u00ce",
                        "\u00c4\u00e3",
                        "\u00ed\u00a0\u0080",
                        "\u00c0\u00ae",
                        "\u00f4\u0090")
                .and(
                        ISO_8859_1,
                        "\u00810\u00810",
                        "\u00e32\u00f4\u00ff",
                        "\u0083\\",
                        "\u008e\u00a1",
                        "\u008f\u00a2\u00b7")
                .longest(300);
    }

    private static String outcome(byte[] bytes) {
        var outcome = new StringBuilder();
        for (var coding : CODINGS) {
            outcome.append(coding.decodes(bytes, 0, bytes.length) ? 'y' : 'n');
        }
        return outcome.toString() + Math.min(bytes.length, 8);
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    @Test
    void guessesACharset() {
        names("charset-guess").run((bytes, choices) -> {
            var now = CODINGS.get(choices.nextInt(CODINGS.size()));
            var fallback = CODINGS.get(choices.nextInt(CODINGS.size()));

            var guess = CharsetGuess.of(bytes, now, fallback, coding -> choices.nextInt(3));

            assertTrue(guess.equals(now) || guess.equals(fallback));
            return guess.charset().name() + now.charset().name();
        });
    }

    @Test
    void logsNothingThatMovesTheCursorOrTurnsTheText() {
        Fuzz.of(
                        "escaped",
                        "a",
                        "\n",
                        "\r",
                        "\u001b[2J",
                        "\u202e",
                        "\u2066",
                        "\u2069",
                        "\u2028",
                        "\u0085",
                        "\ud83d\ude00",
                        "\0",
                        "\u007f",
                        "\u200f")
                .and(ISO_8859_1, "\u00ff", "\u0080", "\u00e2\u0080", "\u00c2")
                .run((bytes, choices) -> {
                    String escaped = Escaped.text(NameCoding.UTF_8.decode(bytes));

                    assertFalse(
                            escaped.codePoints().anyMatch(ProtocolFuzzTest::dangerous),
                            () -> List.of(bytes).toString());
                    assertEquals(escaped, Escaped.text(escaped));
                    return escaped.length() == bytes.length ? "same" : "other " + escaped.length() % 17;
                });
    }

    private static boolean dangerous(int c) {
        return c < ' '
                || (c >= 0x7f && c < 0xa0)
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || (c >= 0xd800 && c <= 0xdfff);
    }

    @Test
    void forgesNoReply() {
        Fuzz.of(
                        "reply",
                        "a",
                        "\n",
                        "\r\n",
                        "\r",
                        "226 ",
                        "226-",
                        "\r\n226 Done\r\n",
                        "\0",
                        "\u00e4",
                        "\u0085",
                        "\u2028",
                        " ",
                        "%{A}",
                        "/")
                .and(ISO_8859_1, "\u00ff", "\u00ff\u00f4", "\u0080", "\u008a", "\u00c0\u008a")
                .longest(1000) // bytes, each of which may be a line, and each line is checked in all codings
                .run((bytes, choices) -> {
                    String text = NameCoding.UTF_8.decode(bytes);
                    var lines = Arrays.asList(text.split("/", -1));
                    var code = choices.nextBoolean() ? ReplyCode.CLOSING_DATA_CONNECTION : ReplyCode.FILE_UNAVAILABLE;
                    for (var coding : CODINGS) {
                        checkReply(code, lines, new Reply(code, lines).encode(coding));
                    }
                    return "lines " + lines.size() + " " + bytes.length % 5;
                });
    }

    private static void checkReply(ReplyCode code, List<String> lines, byte[] reply) {
        String[] told = new String(withoutDoubles(reply), ISO_8859_1).split("\r\n", -1);
        assertEquals(lines.size() + 1, told.length, "as many lines, and nothing behind the last line end");
        assertEquals("", told[lines.size()]);
        for (int i = 0; i < lines.size(); i++) {
            String line = told[i];
            boolean last = i == lines.size() - 1;
            assertTrue(line.chars().allMatch(c -> c >= ' ' && c != 0x7f), line);
            assertEquals(last, line.startsWith(code.number() + " "), line);
            assertTrue(last || !line.matches("(?s)[0-9]{3} .*"), line);
            assertTrue(i > 0 || line.startsWith(Integer.toString(code.number())), line);
        }
    }

    /** The bytes behind the Telnet layer; no Telnet command may be among them. */
    private static byte[] withoutDoubles(byte[] reply) {
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < reply.length; i++) {
            if ((reply[i] & 0xff) == TelnetBytes.IAC) {
                assertEquals(TelnetBytes.IAC, reply[++i] & 0xff, "a Telnet command");
            }
            out.write(reply[i]);
        }
        return out.toByteArray();
    }

    @Test
    void knowsAForeignProtocolInTime() {
        Fuzz.of(
                        "foreign-protocol",
                        "GET ",
                        "/",
                        " HTTP/1.1",
                        " HTTP/",
                        " ",
                        "a",
                        "POST",
                        "ehlo ",
                        "\t",
                        "HTTP",
                        "1.",
                        ".1")
                .run((bytes, choices) -> "" + ForeignProtocol.speaks(NameCoding.UTF_8.decode(bytes)));
    }
}
