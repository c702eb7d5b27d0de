package ferry.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.fuzz.Fuzz;
import ferry.properties.FaultyFileException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is read before a handshake, and the files of keys and certificates, with any bytes in them. */
final class TlsFuzzTest {
    private static final Path FILE = Path.of("file.pem");

    @Test
    void readsAnyFirstMessage() {
        byte[] hello = new byte[80];
        hello[0] = 22;
        hello[1] = 3;
        hello[5] = 1;
        Fuzz.of("client-hello", "\0", "\u0001", "abc")
                .and(
                        ISO_8859_1,
                        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
                        "\0#",
                        "\0)",
                        "\u00ff\u00ff",
                        "\0 ")
                .and(ISO_8859_1, "x".repeat(32), "\0\u0002\u0013\u0001", "\u0001\0", "\0\0")
                .and(hello)
                .run((bytes, choices) ->
                        "" + ClientHello.read(ByteBuffer.wrap(bytes)).offersSession());
    }

    private static Fuzz pem(String name) {
        String base64 = Base64.getMimeEncoder().encodeToString(new byte[] {0x30, (byte) 0x82, 1, 0, 2, 1, 0, 0x30});
        return Fuzz.of(
                        name,
                        "-----BEGIN CERTIFICATE-----\n",
                        "-----END CERTIFICATE-----\n",
                        "-----BEGIN PRIVATE KEY-----\n",
                        "\n",
                        "A")
                .and(
                        UTF_8,
                        "-----END PRIVATE KEY-----\n",
                        "-----BEGIN RSA PRIVATE KEY-----\n",
                        "-----END RSA PRIVATE KEY-----\n",
                        base64,
                        "=")
                .and(
                        UTF_8,
                        "-----BEGIN ENCRYPTED PRIVATE KEY-----\n",
                        "-----END ENCRYPTED PRIVATE KEY-----\n",
                        "-----BEGIN EC PRIVATE KEY-----\n")
                .and(
                        UTF_8,
                        "-----END EC PRIVATE KEY-----\n",
                        "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n",
                        "-----",
                        "BEGIN ",
                        "END ",
                        "MIIB")
                .longest(8192);
    }

    @Test
    void readsBlocksOfAnyFile() {
        pem("pem").run((bytes, choices) -> {
            var blocks = Pem.blocks(bytes);
            for (var block : blocks) {
                assertTrue(block.text().startsWith("-----BEGIN " + block.label()));
                decode(block);
            }
            return "blocks " + blocks.size();
        });
    }

    private static int decode(Pem block) {
        try {
            return block.bytes().length;
        } catch (IllegalArgumentException _) {
            return 0; // no Base64
        }
    }

    @Test
    void readsKeysAndCertificatesOrTellsWhatIsWrong() {
        pem("keys").run((bytes, choices) -> {
            var contents = Contents.of(List.of());
            contents.put(FILE, bytes);
            contents.put(Path.of("password"), "secret-word\n".getBytes(UTF_8));
            boolean locked = choices.nextBoolean();
            var password = locked ? Optional.of(Path.of("password")) : Optional.<Path>empty();
            var files = new CertificateFiles(FILE, FILE, password, Set.of());
            return key(contents, files) + chain(contents);
        });
    }

    private static String key(Contents contents, CertificateFiles files) {
        try {
            return PrivateKeys.read(contents, files).getAlgorithm();
        } catch (FaultyFileException e) {
            assertFalse(String.valueOf(e.getMessage()).contains("secret-word"));
            return "faulty " + e.getMessage();
        }
    }

    private static String chain(Contents contents) {
        try {
            return "chain " + Chain.read(contents, FILE).size();
        } catch (FaultyFileException e) {
            return "faulty " + e.getMessage();
        }
    }
}
