package ferry.session;

import ferry.data.DataPool;

/**
 * What the sessions of the daemon share.
 *
 * @param hosts whose users may log in
 * @param data what moves bytes
 * @param settings what holds for each session
 */
public record Services(Hosts hosts, DataPool data, SessionSettings settings) {}
