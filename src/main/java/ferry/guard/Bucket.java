package ferry.guard;

/** A token bucket: so many a second, and so many at once. Time is {@link System#nanoTime}. For one thread at a time. */
final class Bucket {
    private static final double SECOND = 1e9;

    private final double perNano;
    private final double most;
    private double tokens;
    private long last;

    /** A full one. */
    Bucket(double perSecond, double most, long now) {
        perNano = perSecond / SECOND;
        this.most = most;
        tokens = most;
        last = now;
    }

    /** Takes one if there is one. */
    boolean take(long now) {
        fill(now);
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** Takes one, be it one that is still to come, and tells in how many nanoseconds it comes. */
    long await(long now) {
        fill(now);
        tokens--;
        return tokens >= 0 ? 0 : (long) Math.ceil(-tokens / perNano);
    }

    /** Whether it is as if nothing had ever been taken. */
    boolean full(long now) {
        fill(now);
        return tokens >= most;
    }

    private void fill(long now) {
        tokens = Math.min(most, tokens + Math.max(0, now - last) * perNano);
        last = now;
    }
}
