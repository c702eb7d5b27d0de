package ferry.unit.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.MiscPEMGenerator;
import org.bouncycastle.openssl.PEMEncryptor;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.io.pem.PemObjectGenerator;

/** The PEM forms of a private key. */
final class KeyForms {
    private KeyForms() {}

    /** PKCS#1 or SEC1 in clear: "RSA PRIVATE KEY", "EC PRIVATE KEY". */
    static String traditional(PrivateKey key) {
        return traditional(key, Optional.empty());
    }

    /** The same, encrypted: "Proc-Type: 4,ENCRYPTED". */
    static String traditional(PrivateKey key, String cipher, String password) {
        var encryptor = new JcePEMEncryptorBuilder(cipher)
                .setProvider(new BouncyCastleProvider())
                .build(password.toCharArray());
        return traditional(key, Optional.of(encryptor));
    }

    private static String traditional(PrivateKey key, Optional<PEMEncryptor> encryptor) {
        try {
            return text(new MiscPEMGenerator(withCurve(key), encryptor.orElse(null)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PKCS#8, for an EC key with the name of the curve inside the key too, as SEC1 has it. */
    static PrivateKeyInfo withCurve(PrivateKey key) {
        var info = PrivateKeyInfo.getInstance(key.getEncoded());
        if (!(key instanceof java.security.interfaces.ECPrivateKey ec)) {
            return info;
        }
        var algorithm = info.getPrivateKeyAlgorithm();
        int bits = ec.getParams().getOrder().bitLength();
        try {
            return new PrivateKeyInfo(algorithm, new ECPrivateKey(bits, ec.getS(), algorithm.getParameters()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PKCS#8, encrypted: "ENCRYPTED PRIVATE KEY". */
    static String pkcs8(PrivateKey key, ASN1ObjectIdentifier cipher, String password) {
        try {
            return text(new JcaPKCS8Generator(
                    key,
                    new JceOpenSSLPKCS8EncryptorBuilder(cipher)
                            .setProvider(new BouncyCastleProvider())
                            .setPassword(password.toCharArray())
                            .build()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(PemObjectGenerator generator) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(generator);
        }
        return text.toString();
    }
}
