package ferry.protocol;

/** What the daemon is called. */
public final class Product {
    /** The name. */
    public static final String NAME = "Ferry";

    /** The version. */
    public static final String VERSION = "0.1.0";

    private Product() {}
}
