package ferry.protocol;

/**
 * A reply code of RFC 959, section 4.2, or of one of its extensions.
 *
 * <p>The constants are in the order of their numbers. The first digit says whether the command goes on (1), is done
 * (2), needs another command (3), may be repeated later (4) or is refused (5).
 */
public enum ReplyCode {
    /** A restart marker has come or gone: RFC 959, section 3.5. */
    RESTART_MARKER(110),
    /** The data connection is already there; the transfer starts. */
    DATA_CONNECTION_ALREADY_OPEN(125),
    /** The file is all right; the data connection is about to be opened. */
    FILE_STATUS_OKAY(150),
    /** Done. */
    OKAY(200),
    /** Not needed at this site. */
    SUPERFLUOUS(202),
    /** The state of the server, or the features of RFC 2389. */
    SYSTEM_STATUS(211),
    /** The state of a directory. */
    DIRECTORY_STATUS(212),
    /** The state of a file. */
    FILE_STATUS(213),
    /** Help for a human. */
    HELP_MESSAGE(214),
    /** The name of the operating system. */
    SYSTEM_TYPE(215),
    /** Ready for a new user. */
    SERVICE_READY(220),
    /** The control connection is about to be closed. */
    SERVICE_CLOSING(221),
    /** The data connection is open, and no transfer runs. */
    DATA_CONNECTION_OPEN(225),
    /** The transfer is complete, and the data connection closed. */
    CLOSING_DATA_CONNECTION(226),
    /** The address of RFC 959's passive mode. */
    ENTERING_PASSIVE_MODE(227),
    /** The address of RFC 1639's passive mode. */
    ENTERING_LONG_PASSIVE_MODE(228),
    /** The port of RFC 2428's passive mode. */
    ENTERING_EXTENDED_PASSIVE_MODE(229),
    /** Logged in. */
    LOGGED_IN(230),
    /** Logged in by the certificate of the security data exchange; no password is needed (RFC 2228, section 5). */
    LOGGED_IN_BY_CERTIFICATE(232),
    /** The security mechanism is accepted, and its handshake begins (RFC 2228, section 5). */
    SECURITY_EXCHANGE_BEGINS(234),
    /** The action on the file is done. */
    FILE_ACTION_OKAY(250),
    /** The MD5 sum of a file (draft-twine-ftpmd5). */
    MD5_SUM(251),
    /** The MD5 sums of several files (draft-twine-ftpmd5). */
    MD5_SUMS(252),
    /** The pathname that was made or asked for. */
    PATHNAME_CREATED(257),
    /** The name is known; the password is needed. */
    NEED_PASSWORD(331),
    /** An account is needed. */
    NEED_ACCOUNT(332),
    /** The action waits for its second command. */
    PENDING_FURTHER_INFORMATION(350),
    /** The service ends the control connection. */
    SERVICE_NOT_AVAILABLE(421),
    /** The data connection cannot be opened. */
    CANNOT_OPEN_DATA_CONNECTION(425),
    /** The data connection broke, and the transfer with it. */
    TRANSFER_ABORTED(426),
    /** The file is busy; the same command may do later. */
    FILE_BUSY(450),
    /** A fault of the server stopped the action. */
    LOCAL_ERROR(451),
    /** No room on the disk. */
    INSUFFICIENT_STORAGE(452),
    /** The verb is not known, or the line is no command. */
    UNRECOGNISED_COMMAND(500),
    /** The argument is wrong. */
    BAD_ARGUMENT(501),
    /** The verb is known and not carried out. */
    NOT_IMPLEMENTED(502),
    /** The command that must stand before this one is missing. */
    BAD_SEQUENCE(503),
    /** The verb is carried out, but not with this argument. */
    PARAMETER_NOT_IMPLEMENTED(504),
    /** The address family of RFC 1639 is not the one of this connection. */
    ADDRESS_FAMILY_NOT_SUPPORTED(521),
    /** Data connections must be better protected than PROT says (RFC 4217, section 10). */
    PROTECTION_TOO_WEAK(521),
    /** The network protocol of RFC 2428 is not the one of this connection. */
    NETWORK_PROTOCOL_NOT_SUPPORTED(522),
    /** The protection of the data connection does not show whose it is (RFC 4217, section 10). */
    DATA_PROTECTION_REFUSED(522),
    /** Not logged in. */
    NOT_LOGGED_IN(530),
    /** An account is needed to store files. */
    NEED_ACCOUNT_TO_STORE(532),
    /** Only of a protected connection (RFC 2228, section 5). */
    PROTECTION_DENIED(533),
    /** Refused by what the administrator has settled about protection (RFC 2228, section 5). */
    POLICY_DENIES(534),
    /** TLS has no such level of protection (RFC 2228, section 5). */
    LEVEL_NOT_SUPPORTED(536),
    /** The file is missing, or may not be touched. */
    FILE_UNAVAILABLE(550),
    /** The user's quota is used up. */
    STORAGE_EXCEEDED(552),
    /** The name cannot be used. */
    NAME_NOT_ALLOWED(553),
    /** The restart offset cannot be used (RFC 3659, section 5.4). */
    BAD_RESTART_OFFSET(554);

    private final int number;

    ReplyCode(int number) {
        this.number = number;
    }

    /** The three digits. */
    public int number() {
        return number;
    }

    /** Whether another reply to the same command follows: the 1xx codes. */
    public boolean preliminary() {
        return number < 200;
    }

    /** Whether the command did what it was asked: the 2xx and 3xx codes. */
    public boolean positive() {
        return number >= 200 && number < 400;
    }
}
