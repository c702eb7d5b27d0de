package ferry.command;

import com.google.common.base.Splitter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The media types of files, RFC 3659, section 7.5.8, told by the ends of their names alone: no file is read for it. */
final class MediaTypes {
    private static final Map<String, String> BY_EXTENSION = table(
            "text/plain txt text log asc conf ini properties",
            "text/html html htm",
            "text/css css",
            "text/csv csv",
            "text/javascript js mjs",
            "text/markdown md",
            "text/xml xml xsl",
            "text/calendar ics",
            "text/vcard vcf",
            "text/x-c c h cc cpp hpp",
            "text/x-java-source java",
            "image/jpeg jpg jpeg jpe",
            "image/png png",
            "image/gif gif",
            "image/bmp bmp",
            "image/tiff tif tiff",
            "image/webp webp",
            "image/heic heic",
            "image/svg+xml svg",
            "image/x-icon ico",
            "audio/mpeg mp3",
            "audio/mp4 m4a",
            "audio/ogg ogg oga opus",
            "audio/flac flac",
            "audio/x-wav wav",
            "audio/midi mid midi",
            "video/mp4 mp4 m4v",
            "video/mpeg mpg mpeg",
            "video/quicktime mov qt",
            "video/webm webm",
            "video/x-msvideo avi",
            "video/x-matroska mkv",
            "application/pdf pdf",
            "application/postscript ps eps",
            "application/rtf rtf",
            "application/json json",
            "application/yaml yaml yml",
            "application/sql sql",
            "application/x-sh sh",
            "application/java-archive jar war",
            "application/zip zip",
            "application/gzip gz tgz",
            "application/x-bzip2 bz2",
            "application/x-xz xz",
            "application/zstd zst",
            "application/x-7z-compressed 7z",
            "application/vnd.rar rar",
            "application/x-tar tar",
            "application/x-iso9660-image iso",
            "application/msword doc",
            "application/vnd.ms-excel xls",
            "application/vnd.ms-powerpoint ppt",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document docx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation pptx",
            "application/vnd.oasis.opendocument.text odt",
            "application/vnd.oasis.opendocument.spreadsheet ods",
            "application/vnd.oasis.opendocument.presentation odp",
            "application/epub+zip epub",
            "application/vnd.debian.binary-package deb",
            "application/x-rpm rpm",
            "application/octet-stream bin exe dll img");

    private MediaTypes() {}

    /** The media type of a file of this name; nothing when it is not known. */
    static Optional<String> of(String name) {
        int point = name.lastIndexOf('.');
        return point < 0
                ? Optional.empty()
                : Optional.ofNullable(BY_EXTENSION.get(name.substring(point + 1).toLowerCase(Locale.ROOT)));
    }

    private static Map<String, String> table(String... rows) {
        var table = new HashMap<String, String>();
        for (String row : rows) {
            var words = Splitter.on(' ').splitToList(row);
            words.stream().skip(1).forEach(extension -> table.put(extension, words.getFirst()));
        }
        return Map.copyOf(table);
    }
}
