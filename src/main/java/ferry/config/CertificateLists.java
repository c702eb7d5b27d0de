package ferry.config;

import ferry.protocol.HostName;
import ferry.tls.CertificateFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Certificates as they stand in a configuration: three lists, of which the entries at one place belong together.
 *
 * @param certificates paths of certificates
 * @param keys paths of their keys; none when each key stands in the file of its certificate
 * @param passwordFiles paths of the files with the passwords of the keys; one for all, or none
 */
record CertificateLists(List<String> certificates, List<String> keys, List<String> passwordFiles) {
    /** A list that can be wrong beside that of the certificates. */
    enum Part {
        KEYS,
        PASSWORD_FILES
    }

    /** Reads three texts, each of paths separated by commas. */
    static CertificateLists parse(String certificates, String keys, String passwordFiles) {
        return new CertificateLists(Readers.list(certificates), Readers.list(keys), Readers.list(passwordFiles));
    }

    /** The files of each certificate, for these hosts; none when a fault was found. */
    List<CertificateFiles> files(Path base, Set<HostName> hosts, BiConsumer<Part, String> faults) {
        boolean right = fits(Part.KEYS, keys, false, faults) && fits(Part.PASSWORD_FILES, passwordFiles, true, faults);
        var files = new ArrayList<CertificateFiles>();
        for (int i = 0; right && i < certificates.size(); i++) {
            files.add(new CertificateFiles(
                    base.resolve(certificates.get(i)),
                    base.resolve(keys.isEmpty() ? certificates.get(i) : keys.get(i)),
                    passwordFile(i).map(base::resolve),
                    hosts));
        }
        return List.copyOf(files);
    }

    private Optional<String> passwordFile(int i) {
        return switch (passwordFiles.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(passwordFiles.getFirst());
            default -> Optional.of(passwordFiles.get(i));
        };
    }

    private boolean fits(Part part, List<String> list, boolean oneForAll, BiConsumer<Part, String> faults) {
        boolean right = list.isEmpty()
                || list.size() == certificates.size()
                || (oneForAll && list.size() == 1 && !certificates.isEmpty());
        if (!right && certificates.isEmpty()) {
            faults.accept(part, "there is no certificate that it belongs to");
        } else if (!right) {
            faults.accept(
                    part,
                    "one for each certificate is needed" + (oneForAll ? ", or one for all" : "") + ": there are "
                            + certificates.size() + " certificates, and " + list.size() + " here");
        }
        return right;
    }
}
