package ferry.data;

/**
 * What all data connections of the daemon share. Owned by whoever started the daemon.
 *
 * @param settings how connections are made
 * @param threads the threads that move large files
 * @param stalls cuts what stands still
 */
public record DataPool(DataSettings settings, TransferThreads threads, StallWatch stalls, Buffers buffers)
        implements AutoCloseable {
    /** Starts the threads. */
    public static DataPool start(DataSettings settings) {
        return new DataPool(settings, new TransferThreads(), new StallWatch(settings.stallTimeout()), new Buffers());
    }

    @Override
    public void close() {
        threads.close();
        stalls.close();
    }
}
