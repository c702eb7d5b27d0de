package ferry.session;

import ferry.data.DataPool;
import ferry.event.Events;
import ferry.figures.Figures;
import ferry.file.DigestCache;
import ferry.guard.Guard;
import ferry.tls.Tls;
import java.util.Optional;

/**
 * What the sessions of the daemon share.
 *
 * @param hosts whose users may log in
 * @param data what moves bytes
 * @param digests the digests of files
 * @param connections the connections of both protocols
 * @param events what happens in them
 * @param figures what is counted
 * @param refusals what clients were refused
 * @param guard who may knock
 * @param tls what protects connections; nothing where there is no TLS
 * @param settings what holds for each session
 */
public record Services(
        Hosts hosts,
        DataPool data,
        DigestCache digests,
        Connections connections,
        Events events,
        Figures figures,
        Refusals refusals,
        Guard guard,
        Optional<Tls> tls,
        SessionSettings settings) {}
