package ferry.session;

/** What the control connection goes through. */
public enum ControlLayer {
    /** TLS: behind AUTH. */
    PROTECTED,
    /** Nothing, while data connections stay as they are: behind CCC. */
    COMMANDS_IN_CLEAR,
    /** Nothing, and all is as before AUTH: behind REIN. */
    CLEAR
}
