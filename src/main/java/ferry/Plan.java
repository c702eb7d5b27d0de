package ferry;

import ferry.config.ServerConfig;
import ferry.properties.FaultyFileException;
import ferry.properties.Findings;
import ferry.session.Services;
import ferry.tls.Certificates;
import ferry.tls.Tls;
import ferry.tls.TlsSettings;
import ferry.user.PasswordHashes;

/**
 * What holds from a start or a reload on till the next reload. A session keeps the plan that it began with.
 *
 * @param config the configuration
 * @param services what the sessions that begin under it share
 */
public record Plan(ServerConfig config, Services services) {
    /** Opens users files and certificates; every fault of all of them is in the exception. */
    static Plan of(ServerConfig config, Shared shared) throws FaultyFileException {
        var findings = new Findings();
        var hosts = findings.of(
                () -> OpenHosts.of(config, new PasswordHashes(PasswordHashes.DEFAULT_COST), shared.memory()));
        var tls = config.tls().flatMap(settings -> findings.of(() -> open(settings)));
        findings.check();
        return new Plan(
                config,
                new Services(
                        hosts.orElseThrow(),
                        shared.data().with(config.data()),
                        shared.digests(),
                        shared.connections(),
                        shared.events(),
                        shared.figures(),
                        shared.refusals(),
                        shared.guard(),
                        tls,
                        config.session()));
    }

    private static Tls open(TlsSettings settings) throws FaultyFileException {
        return new Tls(settings, Certificates.open(settings));
    }
}
