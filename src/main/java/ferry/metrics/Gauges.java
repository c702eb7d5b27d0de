package ferry.metrics;

import java.util.List;
import java.util.Map;

/** What is the case just now, asked at each scrape. Safe for all threads. */
public interface Gauges {
    /** How many sessions there are, by protocol. */
    Map<String, Long> sessions();

    /** How many passive ports are open. */
    long passivePortsOpen();

    /** How many sessions have one, and wait for its connection. */
    long passivePortsLent();

    /** How many may be open; 0 is no range. */
    long passivePortsConfigured();

    /** How often there was none for a client. */
    long passivePortsExhausted();

    /** How many threads move bytes. */
    long transferThreads();

    /** How many addresses are banned. */
    long bans();

    /**
     * A home with a quota.
     *
     * @param used the bytes that stand there
     * @param limit how many may
     */
    record Filling(long used, long limit) {}

    /** How full the homes of some users are, by their names. */
    Map<String, Filling> quotas();

    /** When each certificate ends, in seconds since 1970, by its name. */
    Map<String, Long> certificates();

    /** When the configuration was read last, in seconds since 1970. */
    double configured();

    /** Whether the last reload went well; true when there was none. */
    boolean reloaded();

    /** What the rules of hooks have done. */
    List<ferry.hook.Figures> hooks();

    /** Whether every listener accepts, and goes on to. */
    boolean ready();
}
