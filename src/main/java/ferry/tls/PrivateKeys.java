package ferry.tls;

import static ferry.properties.Findings.faulty;

import ferry.properties.FaultyFileException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;

/**
 * Reads private keys. A PKCS#8 key in clear is read by the JDK; for the other forms Bouncy Castle's classes are loaded.
 *
 * <p>No fault tells what an exception says: it might be a part of the key.
 */
final class PrivateKeys {
    private static final List<String> KINDS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    private PrivateKeys() {}

    /** The first key in a file. */
    static PrivateKey read(Contents contents, CertificateFiles files) throws FaultyFileException {
        var file = files.key();
        var password = password(contents, files);
        var block = Pem.blocks(contents.bytes(file)).stream()
                .filter(each -> each.label().endsWith("PRIVATE KEY"))
                .findFirst()
                .orElseThrow(() -> faulty(file, "no private key in it; one in PEM form is needed"));
        try {
            var key = block.label().equals("PRIVATE KEY") ? known(block.bytes()) : Optional.<PrivateKey>empty();
            return key.isPresent() ? key.get() : OtherKeys.read(block, password);
        } catch (OtherKeys.EncryptedException _) {
            throw faulty(file, encrypted(files, password));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw faulty(file, "the " + block.label() + " in it is damaged, or of a kind that TLS has no use for");
        }
    }

    private static String encrypted(CertificateFiles files, Optional<String> password) {
        return password.isEmpty()
                ? "the key is encrypted: a password file is needed"
                : "the key cannot be decrypted: the password in "
                        + files.passwordFile().map(Path::toString).orElse("")
                        + " is wrong, or the cipher is not known";
    }

    /** The key in a PKCS#8 structure. */
    static PrivateKey decode(byte[] pkcs8) throws GeneralSecurityException {
        return known(pkcs8).orElseThrow(InvalidKeySpecException::new);
    }

    private static Optional<PrivateKey> known(byte[] pkcs8) throws NoSuchAlgorithmException {
        for (String kind : KINDS) {
            var key = decode(pkcs8, kind);
            if (key.isPresent()) {
                return key;
            }
        }
        return Optional.empty();
    }

    private static Optional<PrivateKey> decode(byte[] pkcs8, String kind) throws NoSuchAlgorithmException {
        try {
            return Optional.of(KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (InvalidKeySpecException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> password(Contents contents, CertificateFiles files) throws FaultyFileException {
        if (files.passwordFile().isEmpty()) {
            return Optional.empty();
        }
        var file = files.passwordFile().get();
        var first =
                new String(contents.bytes(file), StandardCharsets.UTF_8).lines().findFirst();
        if (first.filter(line -> !line.isEmpty()).isEmpty()) {
            throw faulty(file, "no password in its first line");
        }
        return first;
    }
}
