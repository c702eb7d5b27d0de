package ferry.file;

/**
 * What holds for the files of every user.
 *
 * @param uploads how uploads are received
 * @param names names that are hidden or forbidden
 * @param quota how much may be stored
 */
public record FileSettings(UploadSettings uploads, NameRules names, Quota quota) {
    /** Without a limit to what is stored. */
    public FileSettings(UploadSettings uploads, NameRules names) {
        this(uploads, names, Quota.NONE);
    }

    /** The same with more names that are hidden or forbidden. */
    public FileSettings with(NameRules more) {
        return new FileSettings(uploads, names.and(more), quota);
    }

    /** The same within a quota. */
    public FileSettings with(Quota other) {
        return new FileSettings(uploads, names, other);
    }
}
