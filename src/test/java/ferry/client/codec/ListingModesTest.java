package ferry.client.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ferry.client.Dialogue;
import ferry.client.FerryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** LIST, NLST and MLSD through types, structures and modes: RFC 959, section 4.1.3. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ListingModesTest {
    private final FerryServer server = FerryServer.start();

    @BeforeAll
    void makeFiles() throws IOException {
        for (String name : List.of("a b.txt", "größe", "文件", "          blanks", "zzzzzzzzzz")) {
            server.file(name, "content");
        }
        Files.createDirectory(server.home().resolve("empty"));
        var many = Files.createDirectory(server.home().resolve("many"));
        for (int i : IntStream.range(0, 2000).toArray()) {
            Files.createFile(many.resolve("file " + i));
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    static Stream<Form> forms() {
        return Form.all().stream();
    }

    /** Listings are text also where TYPE says image: RFC 1123, section 4.1.2.7. */
    private static List<String> lines(Form form, byte[] wire) throws MalformedException {
        var text = form.type() == Type.IMAGE ? new Form(Type.ASCII, form.structure(), form.mode()) : form;
        return new String(text.file(wire), UTF_8).lines().toList();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void listsTheSameInEveryForm(Form form) throws IOException {
        try (var plain = Dialogue.loggedIn(server);
                var client = new CodecClient(server, form)) {
            for (String command : List.of("LIST", "NLST", "MLSD", "LIST *.txt", "NLST many", "MLSD many")) {
                var expected = plain.receiveText(command).lines().toList();

                assertEquals(expected, lines(form, client.dialogue().receive(command)), command);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void sendsTheEndOfAnEmptyListing(Form form) throws IOException {
        try (var client = new CodecClient(server, form)) {
            assertEquals(List.of(), lines(form, client.dialogue().receive("NLST empty")));
        }
    }

    /** Each line is a record, the last one too. */
    @ParameterizedTest
    @CsvSource({"ARS", "ERB", "ARC", "ERZ"})
    void sendsALineAsARecord(String letters) throws IOException {
        var form = Form.of(letters);
        try (var client = new CodecClient(server, form)) {
            var symbols = form.decode(client.dialogue().receive("NLST many")).symbols();

            assertEquals(
                    2000,
                    IntStream.range(0, symbols.length())
                            .filter(i -> symbols.at(i) == Symbols.END_OF_RECORD)
                            .count());
            assertEquals(Symbols.END_OF_RECORD, symbols.at(symbols.length() - 1));
        }
    }

    @Test
    void sendsNamesInEbcdicThatCanBeRetrieved() throws IOException {
        try (var client = new CodecClient(server, Form.of("EFS"))) {
            var names = lines(Form.of("EFS"), client.dialogue().receive("NLST a*"));

            assertEquals(List.of("a b.txt"), names);
            assertEquals("content", new String(client.retrieve(names.getFirst()), UTF_8));
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void answersWhatIsMissingInEveryForm(Form form) {
        try (var client = new CodecClient(server, form)) {
            client.dialogue().passivePort();
            client.dialogue().say("LIST missing").expect("(450|550) .*");
            client.dialogue().say("NOOP").expect("200");
        }
    }
}
