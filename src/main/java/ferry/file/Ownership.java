package ferry.file;

/**
 * Who owns a file on the disk, by number and by name.
 *
 * @param user the number of the owner
 * @param group the number of the group
 * @param userName the name of the owner, the number where there is no name
 * @param groupName the name of the group, the number where there is no name
 */
public record Ownership(long user, long group, String userName, String groupName) {}
