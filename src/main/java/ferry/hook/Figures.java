package ferry.hook;

/**
 * What a rule has done since the start.
 *
 * @param rule its name
 * @param delivered how many events were delivered
 * @param failures how many attempts have failed
 * @param givenUp how many events were given up
 * @param lost for how many the spool had no room
 * @param waitingBytes how many bytes of events wait, with what is done with beside them
 */
public record Figures(String rule, long delivered, long failures, long givenUp, long lost, long waitingBytes) {}
