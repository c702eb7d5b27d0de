package ferry.client.real;

import ferry.client.real.Errand.Side;
import java.io.IOException;

/** The clients that speak TLS, and what is known of them. */
enum TlsClient {
    CURL("curl", true, Resumption.ALWAYS),
    LFTP("lftp", true, Resumption.ALWAYS),
    FILEZILLA("FileZilla", true, Resumption.ALWAYS),
    PYTHON("ftplib", true, Resumption.NEVER),
    PYTHON_WITH_SESSIONS("ftplib with sessions", true, Resumption.ALWAYS),
    BASIC_FTP("basic-ftp", false, Resumption.ALWAYS),
    RCLONE("rclone", false, Resumption.ONLY_IN_TLS_1_3),
    COMMONS_NET("commons-net", true, Resumption.NEVER),
    COMMONS_NET_WITH_SESSIONS("commons-net with sessions", true, Resumption.ALWAYS),
    WGET("wget", true, Resumption.ONLY_IN_TLS_1_3);

    /** When data connections resume the session of the control connection. */
    private enum Resumption {
        ALWAYS,
        /** In TLS 1.2 they try, but without extended master secret (RFC 7627), and JSSE resumes no such session. */
        ONLY_IN_TLS_1_3,
        NEVER
    }

    private final String title;
    private final boolean active;
    private final Resumption resumption;

    TlsClient(String title, boolean active, Resumption resumption) {
        this.title = title;
        this.active = active;
        this.resumption = resumption;
    }

    /** Whether its data connections can come from this side. */
    boolean knows(Side side) {
        return side == Side.PASSIVE || active;
    }

    /** Whether its data connections resume the session of the control connection, in this version of TLS. */
    boolean resumes(String version) {
        return switch (resumption) {
            case ALWAYS -> true;
            case ONLY_IN_TLS_1_3 -> version.equals("TLSv1.3");
            case NEVER -> false;
        };
    }

    /** Whether it uploads; one that does not is sent for what is there. */
    boolean uploads() {
        return this != WGET;
    }

    /** Sends it; skips the test where it is not installed. */
    Report send(RealClient place, Errand errand) throws IOException {
        return switch (this) {
            case CURL -> TlsPrograms.curl(place, errand);
            case LFTP -> TlsPrograms.lftp(place, errand);
            case FILEZILLA -> FileZillaErrand.go(place, errand);
            case PYTHON -> TlsPrograms.python(place, errand);
            case PYTHON_WITH_SESSIONS -> TlsPrograms.resumingPython(place, errand);
            case BASIC_FTP -> TlsPrograms.basicFtp(place, errand);
            case RCLONE -> TlsPrograms.rclone(place, errand);
            case COMMONS_NET -> CommonsNetErrand.asItComes(place, errand);
            case COMMONS_NET_WITH_SESSIONS -> CommonsNetErrand.resuming(place, errand);
            case WGET -> TlsPrograms.wget(place, errand);
        };
    }

    @Override
    public String toString() {
        return title;
    }
}
