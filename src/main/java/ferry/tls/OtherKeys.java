package ferry.tls;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/**
 * Reads private keys in the forms that the JDK has no reader for: PKCS#1, SEC1, and all that are encrypted.
 *
 * <p>Bouncy Castle's ciphers decrypt, since the JDK lacks some that OpenSSL writes. Its provider is an object of ours, and
 * known to nothing else in the JVM.
 */
final class OtherKeys {
    /** Tells that a key is encrypted, and that there is no password for it, or a wrong one. */
    static final class EncryptedException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private OtherKeys() {}

    /** The key in this block. */
    static PrivateKey read(Pem block, Optional<String> password) throws GeneralSecurityException, EncryptedException {
        Object found = parse(block);
        if (found instanceof PEMEncryptedKeyPair encrypted) {
            found = decrypt(encrypted, password);
        }
        var info = switch (found) {
            case PEMKeyPair pair -> pair.getPrivateKeyInfo();
            case PKCS8EncryptedPrivateKeyInfo encrypted -> decrypt(encrypted, password);
            case null, default -> throw new InvalidKeySpecException();
        };
        return PrivateKeys.decode(encoded(info));
    }

    private static Object parse(Pem block) throws InvalidKeySpecException {
        try (var parser = new PEMParser(new StringReader(block.text()))) {
            return parser.readObject();
        } catch (IOException | RuntimeException _) {
            throw new InvalidKeySpecException();
        }
    }

    private static byte[] encoded(PrivateKeyInfo info) throws InvalidKeySpecException {
        try {
            return info.getEncoded();
        } catch (IOException _) {
            throw new InvalidKeySpecException();
        }
    }

    private static PEMKeyPair decrypt(PEMEncryptedKeyPair pair, Optional<String> password) throws EncryptedException {
        var ciphers = new JcePEMDecryptorProviderBuilder()
                .setProvider(new BouncyCastleProvider())
                .build(password.orElseThrow(EncryptedException::new).toCharArray());
        try {
            return pair.decryptKeyPair(ciphers);
        } catch (IOException | RuntimeException _) {
            // A wrong password shows in the padding, or else in what comes out.
            throw new EncryptedException();
        }
    }

    private static PrivateKeyInfo decrypt(PKCS8EncryptedPrivateKeyInfo info, Optional<String> password)
            throws EncryptedException {
        var chars = password.orElseThrow(EncryptedException::new).toCharArray();
        try {
            return info.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(new BouncyCastleProvider())
                    .build(chars));
        } catch (OperatorCreationException | PKCSException | RuntimeException _) {
            throw new EncryptedException();
        }
    }
}
