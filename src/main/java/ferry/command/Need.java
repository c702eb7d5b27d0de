package ferry.command;

/** What a row asks of the session, or tells the dispatcher about itself. */
public enum Need {
    /** Somebody is logged in: 530 otherwise. */
    LOGIN,
    /** An administrator is logged in: 550 otherwise. */
    ADMINISTRATOR,
    /** USER came just before: 503 otherwise. */
    USER_GIVEN,
    /** PASS came and was right: 503 otherwise. */
    PASSWORD_GIVEN,
    /** It stores files: 532 while an account is needed for that. */
    STORES,
    /** It adds to what the home takes, or tells how much that is: where there is a quota, the home is counted before. */
    COUNTED,
    /** Nobody is logged in, and nobody has begun to: 503 otherwise. */
    NOBODY,
    /** RNFR came just before: 503 otherwise. */
    RENAME_FROM,
    /** What it cannot do with a file or a name is 553, and not 550: the verbs that give a file its name (RFC 959, 5.4). */
    NEW_NAME,
    /** SITE CPFR came just before: 503 otherwise. */
    COPY_FROM,
    /** It is carried out while a transfer runs, unless other commands wait already. */
    TRANSFER_MAY_RUN,
    /** It ends the transfers before it when it is read; it is carried out in its turn. */
    ABORTS,
    /** It may stand between REST or RNFR and the command that these wait for. */
    KEEPS_PENDING,
    /** It moves bytes over a data connection: 521 where that must be protected and is not. */
    DATA_CONNECTION,
    /** The daemon has TLS: 502 otherwise. */
    TLS,
    /** Behind its reply the control connection may begin TLS: it is carried out by the thread that reads. */
    BEGINS_TLS,
    /** Behind its reply the control connection may end TLS: it is carried out by the thread that reads. */
    ENDS_TLS,
    /** Its argument is a secret and never logged. */
    SECRET
}
