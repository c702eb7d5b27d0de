package ferry.hook;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why an address took no event, in words. */
final class Unreachable {
    private Unreachable() {}

    /** The server that did not take it, without what may be secret in its address, and why. */
    static String words(URI address, @Nullable Throwable failure) {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return address.getScheme() + "://" + address.getHost() + port + ": " + words(failure);
    }

    private static String words(@Nullable Throwable failure) {
        return switch (failure) {
            case HttpConnectTimeoutException _ -> "no connection in time";
            case HttpTimeoutException _ -> "no answer in time";
            case ConnectException e when unresolved(e) -> "unknown host";
            case ConnectException e when said(e).isEmpty() -> "connection refused";
            case ConnectException e -> said(e);
            case SSLException e -> "TLS: " + said(e);
            case null -> "failed";
            default -> said(failure).isEmpty() ? failure.getClass().getSimpleName() : said(failure);
        };
    }

    private static boolean unresolved(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof UnresolvedAddressException) {
                return true;
            }
        }
        return false;
    }

    private static String said(Throwable failure) {
        return Objects.requireNonNullElse(failure.getMessage(), "");
    }
}
