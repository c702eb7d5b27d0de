package ferry.client;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.commons.io.file.PathUtils;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A CA for one test, with a folder of its own for the files that it makes. Everything is gone when it is closed.
 *
 * <p>Certificates are valid from a day ago for a month, unless {@link #valid} says otherwise.
 */
public final class TestAuthority implements AutoCloseable {
    /** The password of each PKCS12 file. */
    public static final String PASSWORD = "secret";

    private static final AtomicLong SERIAL = new AtomicLong(1);

    private final Path folder;
    private final boolean ownsFolder;
    private final KeyPair keys;
    private final X509Certificate certificate;
    private final List<X509Certificate> above;
    private Instant from = Instant.now().minus(Duration.ofDays(1));
    private Instant until = Instant.now().plus(Duration.ofDays(30));

    /**
     * A certificate and its files.
     *
     * @param chain the certificate and those of its issuers, but for the root
     * @param key its private key
     * @param certificateFile the chain, in PEM form
     * @param keyFile the key in PEM form, PKCS#8 in clear, readable by its owner
     * @param pkcs12 chain and key in one file, with the password {@link #PASSWORD}
     */
    public record Issued(List<X509Certificate> chain, PrivateKey key, Path certificateFile, Path keyFile, Path pkcs12) {
        /** The certificate itself. */
        public X509Certificate certificate() {
            return chain.getFirst();
        }
    }

    /** A step that fails with what the test cannot mend. */
    private interface Step<T> {
        T take() throws GeneralSecurityException, OperatorCreationException, IOException;
    }

    private TestAuthority(Path folder, String name, Optional<TestAuthority> parent) {
        this.folder = folder;
        ownsFolder = parent.isEmpty();
        keys = TestKeys.ec();
        var subject = new X500Name("CN=" + name);
        certificate = parent.map(issuer -> issuer.sign(subject, keys, authority()))
                .orElseGet(() -> sign(subject, subject, keys, keys.getPrivate(), authority()));
        above = new ArrayList<>();
        parent.filter(issuer -> !issuer.ownsFolder).ifPresent(issuer -> above.add(issuer.certificate));
        parent.ifPresent(issuer -> above.addAll(issuer.above));
    }

    /** A root CA. */
    public static TestAuthority create() {
        return attempt(() -> new TestAuthority(Files.createTempDirectory("ferry-ca"), "Test CA", Optional.empty()));
    }

    /** A CA below this one, with files in the same folder. */
    public TestAuthority intermediate(String name) {
        return new TestAuthority(folder, name, Optional.of(this));
    }

    /** From now on certificates are valid for this time. */
    public TestAuthority valid(Instant newFrom, Instant newUntil) {
        from = newFrom;
        until = newUntil;
        return this;
    }

    /** The folder of all files. */
    public Path folder() {
        return folder;
    }

    /** The certificate of the CA. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** The certificate of the CA, in PEM form. */
    public Path certificateFile() {
        return write("ca-" + certificate.getSerialNumber() + ".pem", pem(certificate));
    }

    /** A certificate for a server of these names, with an EC key; an address is a name too. */
    public Issued server(String... names) {
        return server(TestKeys.ec(), names);
    }

    /** The same with a given key. */
    public Issued server(KeyPair pair, String... names) {
        var alternatives = List.of(names).stream().map(TestAuthority::name).toList();
        return issue("CN=" + names[0], pair, KeyPurposeId.id_kp_serverAuth, alternatives);
    }

    private static GeneralName name(String name) {
        boolean address = name.indexOf(':') >= 0 || name.matches("[0-9.]+");
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }

    /** A certificate for a client; its alternative names are {@code email:}, {@code dns:} or {@code uri:} and the name. */
    public Issued client(String subject, String... names) {
        var alternatives =
                List.of(names).stream().map(TestAuthority::alternative).toList();
        return issue(subject, TestKeys.ec(), KeyPurposeId.id_kp_clientAuth, alternatives);
    }

    private static GeneralName alternative(String text) {
        int colon = text.indexOf(':');
        int kind = switch (text.substring(0, colon)) {
            case "email" -> GeneralName.rfc822Name;
            case "dns" -> GeneralName.dNSName;
            case "uri" -> GeneralName.uniformResourceIdentifier;
            default -> throw new IllegalArgumentException(text);
        };
        return new GeneralName(kind, text.substring(colon + 1));
    }

    /** A file of this CA's list of revoked certificates, in PEM form, valid for a month. */
    public Path crl(X509Certificate... revoked) {
        return crl(Instant.now().plus(Duration.ofDays(30)), revoked);
    }

    /** The same, for which the next list is due at this time. */
    public Path crl(Instant next, X509Certificate... revoked) {
        var list = list(next, revoked);
        return write("crl-" + certificate.getSerialNumber() + ".pem", pem(list));
    }

    /** The list itself. */
    public X509CRL list(Instant next, X509Certificate... revoked) {
        return attempt(() -> {
            var start = Date.from(next.minus(Duration.ofDays(60)));
            var builder = new JcaX509v2CRLBuilder(certificate.getSubjectX500Principal(), start);
            builder.setNextUpdate(Date.from(next));
            for (var each : revoked) {
                builder.addCRLEntry(each.getSerialNumber(), start, 0);
            }
            return new JcaX509CRLConverter().getCRL(builder.build(signer(keys.getPrivate())));
        });
    }

    /** A context for a client that trusts this CA. */
    public SSLContext context() {
        return context(certificate, new KeyManager[0]);
    }

    /** A context for a client that trusts this CA, and shows a certificate when it is asked for one. */
    public SSLContext context(Issued client) {
        return context(client, certificate);
    }

    /** A context for a client that trusts this other CA, and shows a certificate when it is asked for one. */
    public SSLContext context(Issued client, X509Certificate trusted) {
        return attempt(() -> {
            var store = store(client.key(), client.chain());
            var factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(store, PASSWORD.toCharArray());
            return context(trusted, factory.getKeyManagers());
        });
    }

    /** A context for a client that trusts this certificate: the self-signed one of a server. */
    public static SSLContext trusting(X509Certificate certificate) {
        return context(certificate, new KeyManager[0]);
    }

    private static SSLContext context(X509Certificate trusted, KeyManager... managers) {
        return attempt(() -> {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("ca", trusted);
            var trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(managers, trust.getTrustManagers(), null);
            return context;
        });
    }

    /** These keys, certificates and lists one behind the other, in PEM form; a private key as PKCS#8 in clear. */
    public static String pem(Object... objects) {
        return attempt(() -> {
            var text = new StringWriter();
            try (var writer = new JcaPEMWriter(text)) {
                for (var object : objects) {
                    writer.writeObject(object instanceof PrivateKey key ? new JcaPKCS8Generator(key, null) : object);
                }
            }
            return text.toString();
        });
    }

    /** Writes a file into the folder, readable by its owner only. */
    public Path write(String name, String text) {
        return attempt(() -> {
            var file = Files.writeString(folder.resolve(name), text);
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        });
    }

    /** A certificate of this subject for this purpose, and its files. */
    public Issued issue(String subject, KeyPair pair, KeyPurposeId purpose, List<GeneralName> alternatives) {
        var own = sign(new X500Name(subject), pair, entity(purpose, alternatives));
        var chain = new ArrayList<>(List.of(own));
        if (!ownsFolder) {
            chain.add(certificate);
        }
        chain.addAll(above);
        String name = "issued-" + own.getSerialNumber();
        var pkcs12 = attempt(() -> {
            var file = folder.resolve(name + ".p12");
            try (var out = Files.newOutputStream(file)) {
                store(pair.getPrivate(), chain).store(out, PASSWORD.toCharArray());
            }
            return file;
        });
        return new Issued(
                List.copyOf(chain),
                pair.getPrivate(),
                write(name + ".pem", pem(chain.toArray())),
                write(name + ".key", pem(whole(pair))),
                pkcs12);
    }

    /** An EC key with its public half, as openssl writes it: Java leaves it out, and GnuTLS does not read that. */
    private static Object whole(KeyPair pair) {
        if (!(pair.getPrivate() instanceof ECPrivateKey key)) {
            return pair.getPrivate();
        }
        var half = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
        var curve = half.getAlgorithm().getParameters();
        int bits = key.getParams().getOrder().bitLength();
        return attempt(() -> new PrivateKeyInfo(
                half.getAlgorithm(),
                new org.bouncycastle.asn1.sec.ECPrivateKey(bits, key.getS(), half.getPublicKeyData(), curve)));
    }

    private static KeyStore store(PrivateKey key, List<X509Certificate> chain)
            throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("key", key, PASSWORD.toCharArray(), chain.toArray(Certificate[]::new));
        return store;
    }

    /** What makes a certificate one of a CA or another. */
    private interface Extensions {
        void addTo(JcaX509v3CertificateBuilder builder) throws IOException;
    }

    private static Extensions authority() {
        return builder -> builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    }

    private static Extensions entity(KeyPurposeId purpose, List<GeneralName> alternatives) {
        return builder -> {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            if (!alternatives.isEmpty()) {
                var names = new GeneralNames(alternatives.toArray(GeneralName[]::new));
                builder.addExtension(Extension.subjectAlternativeName, false, names);
            }
        };
    }

    private X509Certificate sign(X500Name subject, KeyPair pair, Extensions extensions) {
        var issuer = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        return sign(issuer, subject, pair, keys.getPrivate(), extensions);
    }

    private X509Certificate sign(
            X500Name issuer, X500Name subject, KeyPair pair, PrivateKey signing, Extensions extensions) {
        return attempt(() -> {
            var serial = BigInteger.valueOf(SERIAL.getAndIncrement());
            var builder = new JcaX509v3CertificateBuilder(
                    issuer, serial, Date.from(from), Date.from(until), subject, pair.getPublic());
            extensions.addTo(builder);
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer(signing)));
        });
    }

    private static ContentSigner signer(PrivateKey key) throws OperatorCreationException {
        return new JcaContentSignerBuilder("SHA256withECDSA").build(key);
    }

    private static <T> T attempt(Step<T> step) {
        try {
            return step.take();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (ownsFolder) {
            attempt(() -> PathUtils.deleteDirectory(folder));
        }
    }
}
