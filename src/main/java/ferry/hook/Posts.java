package ferry.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Suppliers;
import ferry.protocol.Escaped;
import ferry.protocol.Product;
import ferry.protocol.Wording;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Posts events to HTTP addresses. Follows no redirects, asks no proxy, keeps no cookies, and believes the certificates that
 * this Java believes.
 */
final class Posts implements AutoCloseable {
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final AtomicBoolean used = new AtomicBoolean();
    private final Supplier<HttpClient> client = Suppliers.memoize(this::open);

    private HttpClient open() {
        used.set(true);
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECT)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** Posts an event, and reads the answer. */
    Outcome post(Action.Post action, Attempt attempt) throws InterruptedException {
        var timeout = attempt.rule().terms().timeout();
        var answer = client.get().sendAsync(request(action, attempt, timeout), _ -> new Beginning());
        try {
            return outcome(answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException _) {
            return new Outcome.Failed("no answer within " + Wording.time(timeout));
        } catch (ExecutionException e) {
            return new Outcome.Failed(Unreachable.words(action.address(), e.getCause()));
        } finally {
            answer.cancel(true);
        }
    }

    private static HttpRequest request(Action.Post action, Attempt attempt, Duration timeout) {
        byte[] body = attempt.json().getBytes(UTF_8);
        var request = HttpRequest.newBuilder(action.address())
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Ferry/" + Product.VERSION)
                .header("Ferry-Event", attempt.field("event"))
                .header("Ferry-Event-Id", attempt.field("id"))
                .header("Ferry-Rule", attempt.rule().name())
                .header("Ferry-Attempt", Integer.toString(attempt.number()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        action.secret()
                .ifPresent(secret -> request.header(
                        "Ferry-Signature", secret.signature(Instant.now().getEpochSecond(), body)));
        return request.build();
    }

    /**
     * 2xx is delivered. What says that this very event will never be taken ends it; all else may be the address's trouble, or
     * the administrator's, and is tried again.
     */
    private static Outcome outcome(HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered();
        }
        String body = Escaped.text(answer.body().strip());
        String reason = "HTTP status " + status + (body.isEmpty() ? "" : ": " + body);
        return switch (status) {
            case 400, 410, 413, 422 -> new Outcome.Refused(reason);
            default ->
                new Outcome.Failed(
                        reason,
                        answer.headers()
                                .firstValue("Retry-After")
                                .map(text -> pause(text, Instant.now()))
                                .orElse(Duration.ZERO));
        };
    }

    /** RFC 9110, 10.2.3: seconds, or a date. */
    static Duration pause(String text, Instant now) {
        Duration pause;
        if (text.matches("[0-9]{1,9}")) {
            pause = Duration.ofSeconds(Long.parseLong(text));
        } else {
            try {
                var at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
                pause = Duration.between(now, at.toInstant());
            } catch (DateTimeException _) {
                return Duration.ZERO;
            }
        }
        return pause.isNegative() ? Duration.ZERO : pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    @Override
    public void close() {
        if (used.get()) {
            client.get().shutdownNow();
        }
    }
}
