package ferry.data;

/**
 * What all data connections of the daemon share. Owned by whoever started the daemon.
 *
 * @param settings how connections are made
 * @param threads the threads that move large files
 * @param stalls cuts what stands still
 * @param patience lets small transfers wait for a moment
 * @param buffers what bytes stand in on their way
 * @param names the addresses behind the names in passive.address
 * @param reach notices that clients cannot reach passive ports
 * @param up the rates of uploads
 * @param down the rates of downloads and listings
 */
public record DataPool(
        DataSettings settings,
        TransferThreads threads,
        StallWatch stalls,
        Patience patience,
        Buffers buffers,
        AddressBook names,
        Reach reach,
        Bandwidth up,
        Bandwidth down)
        implements AutoCloseable {
    /** Starts the threads. */
    public static DataPool start(DataSettings settings) {
        var rates = settings.bandwidth();
        return new DataPool(
                settings,
                new TransferThreads(),
                new StallWatch(settings.stallTimeout()),
                Patience.start(),
                new Buffers(),
                AddressBook.start(),
                new Reach(System::nanoTime),
                new Bandwidth(rates.up(), rates.upTotal()),
                new Bandwidth(rates.down(), rates.downTotal()));
    }

    /** The same threads and rates with other settings, for sessions that begin from now on; what is shared keeps its own. */
    public DataPool with(DataSettings next) {
        return new DataPool(next, threads, stalls, patience, buffers, names, reach, up, down);
    }

    /** Gives its settings to what is shared. */
    public void settle() {
        var rates = settings.bandwidth();
        names.watch(settings.passiveAddress().names());
        stalls.limit(settings.stallTimeout());
        up.take(rates.up(), rates.upTotal());
        down.take(rates.down(), rates.downTotal());
    }

    /** Tells clients of a listener these addresses. */
    public PassiveAddress tells(ToldAddresses addresses) {
        return new PassiveAddress(addresses, names, reach);
    }

    @Override
    public void close() {
        names.close();
        threads.close();
        stalls.close();
        patience.close();
    }
}
