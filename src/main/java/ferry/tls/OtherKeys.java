package ferry.tls;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

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
        try {
            var info = info(block, password);
            return PrivateKeys.decode((isEc(info) ? withoutCurve(info) : info).getEncoded());
        } catch (IOException | RuntimeException _) {
            throw new InvalidKeySpecException();
        }
    }

    private static PrivateKeyInfo info(Pem block, Optional<String> password)
            throws IOException, GeneralSecurityException, EncryptedException {
        return switch (parse(block)) {
            case PrivateKeyInfo info -> info;
            case PEMKeyPair pair -> pair.getPrivateKeyInfo();
            case PEMEncryptedKeyPair encrypted -> decrypt(encrypted, password).getPrivateKeyInfo();
            case PKCS8EncryptedPrivateKeyInfo encrypted -> decrypt(encrypted, password);
            case null, default -> throw new InvalidKeySpecException();
        };
    }

    private static @Nullable Object parse(Pem block) throws IOException {
        try (var parser = new PEMParser(new StringReader(block.text()))) {
            return parser.readObject();
        }
    }

    private static boolean isEc(PrivateKeyInfo info) {
        return info.getPrivateKeyAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey);
    }

    /** The JDK refuses the name of the curve inside the key, where SEC1 has it; PKCS#8 names it outside as well. */
    private static PrivateKeyInfo withoutCurve(PrivateKeyInfo info) throws IOException {
        var key = ASN1Sequence.getInstance(info.parsePrivateKey());
        int bits = ASN1OctetString.getInstance(key.getObjectAt(1)).getOctetsLength() * Byte.SIZE;
        return new PrivateKeyInfo(
                info.getPrivateKeyAlgorithm(),
                new ECPrivateKey(bits, ECPrivateKey.getInstance(key).getKey()));
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
