package ferry.session;

import ferry.protocol.Network;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts sessions, of both protocols, in total and for each address; the 64 bits of an IPv6 network count as one address.
 * Safe for all threads.
 */
public final class Limits {
    /** Whether there is room for a session. */
    public enum Room {
        /** There is. */
        YES,
        /** There are too many sessions. */
        SERVER_FULL,
        /** There are too many sessions of this address. */
        ADDRESS_FULL
    }

    private final ReentrantLock lock = new ReentrantLock(); // guards the fields below
    private int most;
    private int mostPerAddress;
    private final Map<Network, Integer> perAddress = new HashMap<>();
    private int count;

    /** At most so many sessions, and so many for each address. */
    public Limits(int most, int mostPerAddress) {
        this.most = most;
        this.mostPerAddress = mostPerAddress;
    }

    /** Goes on with other limits; who is above them stays. */
    public void take(int nextMost, int nextMostPerAddress) {
        lock.lock();
        try {
            most = nextMost;
            mostPerAddress = nextMostPerAddress;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a place for a session of this address; it is given back by {@link #leave} only after a YES. */
    public Room enter(InetAddress client) {
        var source = Network.source(client);
        lock.lock();
        try {
            if (count >= most) {
                return Room.SERVER_FULL;
            }
            int own = perAddress.getOrDefault(source, 0);
            if (own >= mostPerAddress) {
                return Room.ADDRESS_FULL;
            }
            count++;
            perAddress.put(source, own + 1);
            return Room.YES;
        } finally {
            lock.unlock();
        }
    }

    /** Gives a place back. */
    public void leave(InetAddress client) {
        lock.lock();
        try {
            count--;
            perAddress.computeIfPresent(Network.source(client), (_, own) -> own == 1 ? null : own - 1);
        } finally {
            lock.unlock();
        }
    }

    /** How many sessions there are. */
    public int count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }
}
