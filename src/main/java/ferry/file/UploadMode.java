package ferry.file;

/** Where the bytes of an upload go while it runs. */
public enum UploadMode {
    /** Into a hidden partial file beside the target, which takes the final name when the upload is complete. */
    ATOMIC,
    /** Straight into the file of the final name. */
    DIRECT
}
