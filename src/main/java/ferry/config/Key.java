package ferry.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A key of conf/ferry.properties and its default. */
enum Key {
    FTP_LISTEN("ftp.listen", "*:2121"),
    FTPS_LISTEN("ftps.listen", ""),
    LEGACY_LISTEN("legacy.listen", "127.0.0.1:8000"),
    LEGACY_USER("legacy.user", "ferry"),
    LEGACY_FILE("legacy.file", "tmp"),
    LEGACY_DATA_PORT("legacy.data-port", "8001"),
    LEGACY_HASH("legacy.hash", "md5"),
    LEGACY_FALLBACK_CHARSET("legacy.fallback-charset", "GBK"),
    LEGACY_DETECT("legacy.detect", "off"),
    PASSIVE_PORTS("passive.ports", "30000-30999"),
    PASSIVE_ADDRESS("passive.address", ""),
    PROXY_TRUSTED("proxy.trusted", ""),
    DATA_PEER_CHECK("data.peer-check", "true"),
    USERS_FILE("users.file", "users.properties"),
    HOSTS_FILE("hosts.file", ""),
    HOSTS_DEFAULT("hosts.default", ""),
    WELCOME("welcome", "Ferry is ready"),
    TLS_ENABLED("tls.enabled", "true"),
    TLS_CERTIFICATE("tls.certificate", ""),
    TLS_KEY("tls.key", ""),
    TLS_KEY_PASSWORD_FILE("tls.key-password-file", ""),
    TLS_SELF_SIGNED("tls.self-signed", "conf/self-signed.pem"),
    TLS_REQUIRED("tls.required", "false"),
    TLS_DATA_REQUIRED("tls.data-required", "false"),
    TLS_SESSION_REUSE("tls.session-reuse", "accept"),
    TLS_CLOSE_NOTIFY("tls.close-notify", "require"),
    TLS_PROTOCOLS("tls.protocols", "TLSv1.3, TLSv1.2"),
    TLS_SUITES("tls.suites", String.join(", ", CipherSuites.SOUND)),
    TLS_CLIENT_AUTH("tls.client-auth", "off"),
    TLS_CLIENT_CA("tls.client-ca", ""),
    TLS_CLIENT_CRL("tls.client-crl", ""),
    TLS_AUTH_SSL("tls.auth-ssl", "false"),
    TLS_CCC("tls.ccc", "false"),
    IDLE_TIMEOUT("idle-timeout", "5m"),
    LOGIN_TIMEOUT("login-timeout", "60s"),
    DATA_TIMEOUT("data-timeout", "30s"),
    STALL_TIMEOUT("stall-timeout", "60s"),
    MAX_SESSIONS("max-sessions", "10000"),
    MAX_SESSIONS_PER_ADDRESS("max-sessions-per-address", "1000"),
    MAX_LOGIN_FAILURES("max-login-failures", "3"),
    LOGIN_CACHE("login-cache", "10m"),
    MAX_CONNECTIONS_PER_SECOND("max-connections-per-second", "100"),
    MAX_COMMANDS_PER_SECOND("max-commands-per-second", "off"),
    MAX_UNAUTHENTICATED("max-unauthenticated", "2000"),
    TRUSTED_ADDRESSES("trusted-addresses", "loopback"),
    BAN_FAILURES("ban.failures", "10"),
    BAN_WINDOW("ban.window", "10m"),
    BAN_TIME("ban.time", "10m"),
    BAN_LONGEST("ban.longest", "1d"),
    BAN_FILE("ban.file", "conf/bans"),
    CHARSET("charset", "UTF-8"),
    FALLBACK_CHARSET("fallback-charset", "ISO-8859-1"),
    CHARSET_DETECTION("charset-detection", "off"),
    UPLOAD_MODE("upload.mode", "atomic"),
    UPLOAD_SYNC("upload.sync", "off"),
    UPLOAD_PARTIAL_LIFETIME("upload.partial-lifetime", "7d"),
    HIDDEN_NAMES("hidden-names", ""),
    FORBIDDEN_NAMES("forbidden-names", ""),
    EBCDIC_CODE_PAGE("ebcdic.code-page", "IBM1047"),
    DEFLATE_MAX_RATIO("deflate.max-ratio", "250"),
    MAX_FILE_SIZE("max-file-size", "0"),
    UPLOAD_RATE("upload-rate", "0"),
    DOWNLOAD_RATE("download-rate", "0"),
    UPLOAD_RATE_TOTAL("upload-rate-total", "0"),
    DOWNLOAD_RATE_TOTAL("download-rate-total", "0"),
    HOOKS_FILE("hooks.file", ""),
    HOOKS_SPOOL("hooks.spool", "conf/hooks-spool"),
    HOOKS_SPOOL_LIMIT("hooks.spool-limit", "256M"),
    HOOKS_LISTENERS("hooks.listeners", ""),
    RELOAD_WATCH("reload.watch", "false"),
    LISTEN_REUSE_PORT("listen.reuse-port", "false"),
    SHUTDOWN_GRACE("shutdown-grace", "10s"),
    CONTROL_SOCKET("control.socket", "run/ferry.sock"),
    LOG_XFERLOG("log.xferlog", ""),
    LOG_JSON("log.json", ""),
    LOG_ROTATE("log.rotate", "daily 100M"),
    LOG_KEEP("log.keep", "14"),
    METRICS_LISTEN("metrics.listen", ""),
    METRICS_USERS("metrics.users", "off");

    /** Variables of the environment begin with it. */
    static final String VARIABLE_PREFIX = "FERRY_";

    private final String text;
    private final String otherwise;

    Key(String text, String otherwise) {
        this.text = text;
        this.otherwise = otherwise;
    }

    /** The key as it is written. */
    String text() {
        return text;
    }

    /** What holds when nothing is said. */
    String otherwise() {
        return otherwise;
    }

    /** The variable of the environment: {@code FERRY_} and the key in upper case, with underscores. */
    String variable() {
        return VARIABLE_PREFIX + text.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The key that is written like this. */
    static Optional<Key> of(String text) {
        return Arrays.stream(values()).filter(key -> key.text.equals(text)).findFirst();
    }

    /** All keys as they are written. */
    static List<String> texts() {
        return Arrays.stream(values()).map(Key::text).toList();
    }
}
