package ferry.admin;

/**
 * How the passive ports of an address are used.
 *
 * @param address the address, {@code *} for all
 * @param lent how many a session has
 * @param open how many are open
 * @param most how many there may be
 */
public record PassiveUse(String address, long lent, int open, int most) {}
