package ferry.file;

/**
 * How uploads are received.
 *
 * @param mode where their bytes go while they run
 * @param sync what they wait for before they are answered
 */
public record UploadSettings(UploadMode mode, UploadSync sync) {
    /** In this mode, waiting for nothing. */
    public UploadSettings(UploadMode mode) {
        this(mode, UploadSync.OFF);
    }

    /** The same in mode atomic. */
    public UploadSettings atomic() {
        return new UploadSettings(UploadMode.ATOMIC, sync);
    }
}
