package ferry.client.legacy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.primitives.Bytes;
import ferry.client.FerryServer;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names in UTF-8 and, from Windows clients, in GBK. */
final class CharsetTest {
    private static final Charset GBK = Charset.forName("GBK");

    private final FerryServer server = FerryServer.start();
    private final LegacyClient client = new LegacyClient(server);

    @BeforeEach
    void makeFiles() throws IOException {
        Files.createDirectory(server.home().resolve("文件夹"));
        server.file("文件夹/文件.txt", "content");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void speaksUtf8() {
        client.say("chdir 文件夹").expect("文件.txt");
        client.say("paths").expect("/文件夹");

        var frame = client.say("get 文件.txt").frame();

        assertEquals("content", frame.body());
        assertEquals("文件.txt", frame.text("filename"));
    }

    @Test
    void answersInGbkOnceTheClientHasSpokenIt() {
        client.say("dirs").expect("文件夹", StandardCharsets.UTF_8);
        client.send("chdir 文件夹".getBytes(GBK)).expect("文件.txt", GBK);

        client.say("paths").expect("/文件夹", GBK);
        assertEquals("文件.txt", client.send("get 文件.txt".getBytes(GBK)).frame().text("filename"));
    }

    @Test
    void answersInGbkAlsoWhenTheClientHasSaidSomethingElseInIt() {
        client.send("你好".getBytes(GBK)).expect("你好", GBK);

        client.say("dirs").expect("文件夹", GBK);
    }

    @Test
    void escapesWhatGbkDoesNotHaveAndReadsItAgain() throws IOException {
        Files.createDirectory(server.home().resolve("\ud83d\udea2"));
        client.send("chdir 文件夹".getBytes(GBK)).expect("文件.txt", GBK);

        client.say("chdir ../%{1F6A2}").expect(" ");

        client.say("paths").expect("/%{1F6A2}", GBK);
    }

    @Test
    void takesHalfACharacterForNoOtherCharset() {
        client.sendByteByByte("你好\n".getBytes(StandardCharsets.UTF_8)).expect("你好\n");

        client.say("dirs").expect("文件夹", StandardCharsets.UTF_8);
    }

    @Test
    void answersEachConnectionInItsOwnCharset() {
        try (var other = new LegacyClient(server)) {
            client.send("chdir 文件夹".getBytes(GBK)).expect("文件.txt", GBK);

            other.say("dirs").expect("文件夹", StandardCharsets.UTF_8);
        }
    }

    @Test
    void readsGbkThatLooksLikeUtf8OnceTheClientHasSpokenGbk() {
        server.file("目录", "content"); // its bytes in GBK are valid UTF-8
        client.send("chdir 文件夹".getBytes(GBK)).expect("文件.txt", GBK);

        assertEquals("content", client.send("get ../目录".getBytes(GBK)).frame().body());
    }

    @Test
    void readsANameInGbkThatIsValidUtf8WhenNothingHasTheOther() throws IOException {
        Files.createDirectory(server.home().resolve("目录"));

        client.send("chdir 目录".getBytes(GBK)).expect(" ");

        client.say("paths").expect("/目录", GBK);
    }

    @Test
    void prefersANameInUtf8() throws IOException {
        server.file("目录", "of GBK");
        server.file(new String("目录".getBytes(GBK), StandardCharsets.UTF_8), "of UTF-8");

        assertEquals("of UTF-8", client.send("get 目录".getBytes(GBK)).frame().body());
    }

    @Test
    void joinsACharacterThatComesInTwoPieces() {
        client.sendByteByByte("chdir 文件夹".getBytes(StandardCharsets.UTF_8)).expect("文件.txt", StandardCharsets.UTF_8);

        client.say("paths").expect("/文件夹", StandardCharsets.UTF_8);
    }

    @Test
    void readsAHeaderInGbk() {
        byte[] json = "{\"filename\": \"文件.jpg\", \"file_size\": 5}".getBytes(GBK);
        byte[] length = {(byte) json.length, 0, 0, 0};
        byte[] file = "12345".getBytes(StandardCharsets.US_ASCII);

        client.say("post\n").send(Bytes.concat(length, json, file)).expectNothing();

        assertEquals("12345", server.content("文件.jpg"));
    }

    @Test
    void readsTheEscapesOfPythonsJson() {
        client.send(LegacyClient.post("\\u6587\\u4ef6.bin", "12345")).expectNothing();

        assertEquals("12345", server.content("文件.bin"));
    }

    @Test
    void readsAnotherCharsetWhereTheAdministratorWantsIt() {
        try (var big5 = FerryServer.start("legacy.fallback-charset=Big5");
                var other = new LegacyClient(big5)) {
            big5.file("檔案", "content");

            var frame = other.send("get 檔案".getBytes(Charset.forName("Big5"))).frame();

            assertEquals("content", frame.body());
        }
    }

    @Test
    void findsANameThatIsTextInNoCharset() throws IOException {
        byte[] name = {'f', (byte) 0xff, (byte) 0xfe};
        client.send(Bytes.concat("post ".getBytes(StandardCharsets.US_ASCII), name, new byte[] {'\n'}));
        client.send(LegacyClient.frame("{\"file_size\": 5}", "12345"));

        client.send(Bytes.concat("get ".getBytes(StandardCharsets.US_ASCII), name));

        assertEquals("12345", client.frame().body());
    }
}
