package ferry.unit.protocol;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.command.CommandTable;
import ferry.protocol.ForeignProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ForeignProtocolTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1",
                "GET /",
                "GET",
                "POST /upload HTTP/1.0",
                "HEAD / HTTP/1.1",
                "PUT /a HTTP/1.1",
                "DELETE /a HTTP/1.1",
                "OPTIONS * HTTP/1.1",
                "CONNECT host:443 HTTP/1.1",
                "PRI * HTTP/2.0",
                "get / HTTP/1.1",
                "post /upload HTTP/1.1",
                "BREW /pot HTTP/3",
                "get / HTTP/1.1 ",
                "EHLO mail.example.org",
                "ehlo mail.example.org",
                "HELO x",
                "MAIL FROM:<a@example.org>",
                "RCPT TO:<a@example.org>",
                "DATA",
                "STARTTLS"
            })
    void knowsLinesOfHttpAndSmtp(String line) {
        assertTrue(ForeignProtocol.speaks(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "USER ferry",
                "get a.txt",
                "get HTTP/1.1",
                "post",
                "Get a.txt",
                "RETR HTTP/1.1",
                "RETR notes on HTTP/1.1.txt",
                "RETR notes HTTP/1.1 on",
                "RETR GET",
                "STOR an HTTP/x",
                "STOR HTTP/",
                "CWD data",
                "HELP",
                "USER data",
                " GET /",
                "GETX",
                "DATABASE"
            })
    void leavesLinesOfItsOwnAlone(String line) {
        assertFalse(ForeignProtocol.speaks(line));
    }

    @Test
    void takesNoVerbOfTheTableForForeign() {
        for (var row : CommandTable.ftp().rows()) {
            assertFalse(ForeignProtocol.speaks(row.verb()), row.verb());
            row.aliases().forEach(alias -> assertFalse(ForeignProtocol.speaks(alias), alias));
        }
    }
}
