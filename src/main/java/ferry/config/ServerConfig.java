package ferry.config;

import ferry.data.DataSettings;
import ferry.guard.GuardSettings;
import ferry.hook.HookSettings;
import ferry.legacy.LegacySettings;
import ferry.log.LogSettings;
import ferry.metrics.MetricsSettings;
import ferry.properties.FileVersion;
import ferry.protocol.Endpoint;
import ferry.protocol.HostName;
import ferry.proxy.Proxies;
import ferry.server.ServerSettings;
import ferry.session.SessionSettings;
import ferry.tls.TlsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The whole configuration of a daemon.
 *
 * @param texts what is said for each key, as it is written
 * @param files the files that were read for it, in the versions of that time
 * @param reloadWatch whether it is read again when one of them changes
 * @param listeners where FTP is served, with and without TLS from the start
 * @param tls how TLS is served; nothing when it is switched off
 * @param reusePort whether another daemon of the same user may listen at the same endpoints
 * @param legacyEndpoints where the legacy protocol is served
 * @param legacyDetect how long a client on the FTP port may take to speak first; zero is off
 * @param maxSessions how many sessions there may be
 * @param maxSessionsPerAddress how many of them from one address
 * @param shutdownGrace how long running transfers may take when the daemon is asked to end
 * @param partialLifetime how long the partial files of broken uploads are kept; zero is for ever
 * @param base what relative paths in the users file are relative to
 * @param users the users file
 * @param loginCache for how long a secret that was right is known to be right; zero is not at all
 * @param welcome the lines of the greeting
 * @param hostNames the names of the standard host
 * @param anyHostName whether every name that no other host has is the standard host's
 * @param hosts the other hosts
 * @param guard who may knock
 * @param server how control connections are kept
 * @param session what holds for each session
 * @param data how data connections are made
 * @param proxies who stands between the server and its clients, where a listener has no others
 * @param legacy how the legacy protocol is served
 * @param log where events are written for programs
 * @param metrics how figures are shown
 * @param control where the control socket is; nothing for none
 * @param hooks what is done when something happens
 */
public record ServerConfig(
        Map<String, String> texts,
        Map<Path, Optional<FileVersion>> files,
        boolean reloadWatch,
        List<ListenerConfig> listeners,
        Optional<TlsSettings> tls,
        boolean reusePort,
        List<Endpoint> legacyEndpoints,
        Duration legacyDetect,
        int maxSessions,
        int maxSessionsPerAddress,
        Duration shutdownGrace,
        Duration partialLifetime,
        Path base,
        Path users,
        Duration loginCache,
        List<String> welcome,
        Set<HostName> hostNames,
        boolean anyHostName,
        List<HostConfig> hosts,
        GuardSettings guard,
        ServerSettings server,
        SessionSettings session,
        DataSettings data,
        Proxies proxies,
        LegacySettings legacy,
        LogSettings log,
        MetricsSettings metrics,
        Optional<Path> control,
        HookSettings hooks) {}
