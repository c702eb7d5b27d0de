package ferry.tls;

import static ferry.properties.Findings.faulty;

import ferry.properties.FaultyFileException;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Reads certificates, and puts them in the order in which they are sent: the certificate, its issuer, and so on. */
final class Chain {
    private Chain() {}

    /** All certificates in a PEM file, each once. */
    static List<X509Certificate> read(Contents contents, Path file) throws FaultyFileException {
        var found = new LinkedHashSet<X509Certificate>();
        for (var block : Pem.blocks(contents.bytes(file))) {
            if (block.label().endsWith("CERTIFICATE")) {
                try {
                    found.add(certificate(block));
                } catch (CertificateException | IllegalArgumentException _) {
                    throw faulty(file, "certificate " + (found.size() + 1) + " in it is damaged");
                }
            }
        }
        if (found.isEmpty()) {
            throw faulty(file, "no certificate in it; one in PEM form is needed");
        }
        return List.copyOf(found);
    }

    private static X509Certificate certificate(Pem block) throws CertificateException {
        var bytes = new ByteArrayInputStream(block.bytes());
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
    }

    /** The certificate of this key and its issuers, in order; empty if none is of this key. */
    static List<X509Certificate> sorted(List<X509Certificate> certificates, PrivateKey key) {
        var chain = new ArrayList<X509Certificate>();
        var next = certificates.stream()
                .filter(each -> belongs(key, each.getPublicKey()))
                .findFirst();
        while (next.isPresent()) {
            var last = next.get();
            chain.add(last);
            next = certificates.stream()
                    .filter(each -> !chain.contains(each))
                    .filter(each -> issued(each, last))
                    .findFirst();
        }
        return chain;
    }

    /** Whether a certificate is that of the issuer of another one. */
    static boolean issued(X509Certificate issuer, X509Certificate certificate) {
        if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static boolean belongs(PrivateKey key, PublicKey other) {
        if (!key.getAlgorithm().equals(other.getAlgorithm())) {
            return false;
        }
        if (key instanceof RSAKey mine && other instanceof RSAKey theirs) {
            return mine.getModulus().equals(theirs.getModulus());
        }
        var algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : key.getAlgorithm();
        try {
            return verifies(Signature.getInstance(algorithm), key, other);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static boolean verifies(Signature signature, PrivateKey key, PublicKey other)
            throws GeneralSecurityException {
        byte[] sample = {1, 2, 3};
        signature.initSign(key);
        signature.update(sample);
        byte[] signed = signature.sign();
        signature.initVerify(other);
        signature.update(sample);
        return signature.verify(signed);
    }
}
