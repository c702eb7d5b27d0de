package ferry.protocol;

/** How the bytes of a file are represented on the data connection: RFC 959, section 3.1.1. */
public enum RepresentationType {
    /** Lines that end in CR LF; the default of the RFC. */
    ASCII,
    /** The characters of an EBCDIC code page; lines end in NL. */
    EBCDIC,
    /** The bytes as they are; also the local bytes of 8 bits. */
    IMAGE
}
