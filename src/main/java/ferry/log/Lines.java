package ferry.log;

/** Where the lines of a log go. Safe for all threads. */
interface Lines extends AutoCloseable {
    /** Takes a line without its end. What a name's bytes are that are no UTF-8 stands in it as lone surrogates. */
    void write(String line);

    /** Writes what waits, and closes. */
    @Override
    void close();
}
