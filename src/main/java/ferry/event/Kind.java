package ferry.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What kind of thing has happened. Rules and logs know it by its {@link #word}. */
public enum Kind {
    /** A file was received whole and has its final name. */
    UPLOAD,
    /** A file was not received whole; nothing, or what was there before, has its name. */
    UPLOAD_FAILED,
    /** A file was sent whole. */
    DOWNLOAD,
    /** A file was not sent whole. */
    DOWNLOAD_FAILED,
    /** A file or a link was deleted. */
    DELETE,
    /** A file, a folder or a link got another name. */
    RENAME,
    /** A folder was made. */
    MKDIR,
    /** A folder was removed, perhaps with all below. */
    RMDIR,
    /** A file was copied on the server. */
    COPY,
    /** Files were put together into one, and deleted. */
    COMBINE,
    /** A symbolic link was made. */
    LINK,
    /** Somebody has logged in. */
    LOGIN,
    /** A password, an account or a certificate was wrong. */
    LOGIN_FAILED,
    /** Somebody who was logged in is no more. */
    LOGOUT,
    /** An address, or a network, is banned. */
    BAN;

    /** As it is written, such as {@code upload-failed}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind that is written like this. */
    public static Optional<Kind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
