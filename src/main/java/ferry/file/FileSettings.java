package ferry.file;

/**
 * What holds for the files of every user.
 *
 * @param uploads how uploads are received
 * @param names names that are hidden or forbidden
 */
public record FileSettings(UploadSettings uploads, NameRules names) {
    /** The same with more names that are hidden or forbidden. */
    public FileSettings with(NameRules more) {
        return new FileSettings(uploads, names.and(more));
    }
}
