package ferry.session;

import ferry.data.DataPool;
import ferry.file.DigestCache;

/**
 * What the sessions of the daemon share.
 *
 * @param hosts whose users may log in
 * @param data what moves bytes
 * @param digests the digests of files
 * @param settings what holds for each session
 */
public record Services(Hosts hosts, DataPool data, DigestCache digests, SessionSettings settings) {}
