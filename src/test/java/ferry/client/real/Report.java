package ferry.client.real;

/**
 * How an errand went, as the client tells it.
 *
 * @param well whether the client calls all of it successful
 * @param listing what it was told of the home
 * @param said all that it said
 */
record Report(boolean well, String listing, String said) {}
