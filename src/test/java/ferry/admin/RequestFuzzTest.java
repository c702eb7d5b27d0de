package ferry.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonParser;
import ferry.fuzz.Fuzz;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any line at the control socket: a request that can be written again, or a refusal; and always an answer of one line. */
final class RequestFuzzTest {
    private static final String[] PIECES = {
        "{",
        "}",
        "\"version\":1",
        "\"command\":\"who\"",
        "\"command\":\"kick\"",
        "\"id\":\"1a\"",
        ",",
        ":",
        "[",
        "]",
        "\"",
        "\\",
        "\\u0000",
        "\\ud800",
        "null",
        "true",
        "1e309",
        "\n",
        " ",
        "/*",
        "\u00e4",
        "{\"version\":1,\"command\":\"status\"}"
    };

    @Test
    void readsARequestOrRefusesIt() {
        Fuzz.of("control-request", PIECES).longest(ControlSocket.LONGEST).run((bytes, _) -> {
            try {
                var request = Request.parse(new String(bytes, UTF_8));
                assertEquals(request, Request.parse(request.line()));
                return request.command();
            } catch (RefusedException e) {
                return e.words().replaceAll("[^a-z ]", "");
            }
        });
    }

    @Test
    void answersEachLineByOneLineOfJson() {
        var table = new Table(new StubOperations(List.of()));
        Fuzz.of("control-request", PIECES).longest(ControlSocket.LONGEST).run((bytes, _) -> {
            String answer = table.answer(new String(bytes, UTF_8), "root");
            assertFalse(answer.contains("\n"));
            return JsonParser.parseString(answer).getAsJsonObject().get("ok").toString();
        });
    }
}
