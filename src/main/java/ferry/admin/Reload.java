package ferry.admin;

import java.time.Instant;

/**
 * How a reload went.
 *
 * @param time when
 * @param successful whether what was read holds now; else all stays as it was
 * @param outcome how much has changed, or the first thing that is wrong
 */
public record Reload(Instant time, boolean successful, String outcome) {}
