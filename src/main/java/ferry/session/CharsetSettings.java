package ferry.session;

import ferry.protocol.NameCoding;

/**
 * The charsets of names.
 *
 * @param standard the one of a client that has said nothing
 * @param fallback the one of OPTS UTF8 OFF, and of clients that are found out
 * @param detection whether clients are found out that write in the fallback without having said so
 */
public record CharsetSettings(NameCoding standard, NameCoding fallback, boolean detection) {}
