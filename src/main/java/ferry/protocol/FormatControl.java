package ferry.protocol;

/**
 * What the vertical format of a text is for, RFC 959, section 3.1.1.5. A file is stored for later retrieval here, so
 * each is kept as it came and sent as it is.
 */
public enum FormatControl {
    /** No vertical format. */
    NON_PRINT,
    /** CR, LF, NL, VT and FF stand for vertical moves. */
    TELNET,
    /** The first character of each line tells of the move before it: ASA. */
    CARRIAGE_CONTROL
}
