package ferry.protocol;

/** Ends a command with a reply that is already known. It carries no stack trace: it is an answer, not a fault. */
public final class ReplyException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    /** Ends the command with this reply. */
    public ReplyException(Reply reply) {
        super(reply.text(), null, false, false);
        this.reply = reply;
    }

    /** Ends the command with a reply of one line. */
    public ReplyException(ReplyCode code, String text) {
        this(Reply.of(code, text));
    }

    /** The reply. */
    public Reply reply() {
        return reply;
    }
}
