package ferry.client.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ferry.client.FerryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Random files in random forms, with random restart markers, cut and resumed, in one long session. */
final class RandomTransferTest {
    private static final int ROUNDS = 400;

    /** What means something to a type, a structure or a mode. */
    private static final byte[] ALPHABET = Bytes.of("0A 0A 0D 61 61 20 20 00 00 FF FF 01 02 03 15 25 40 80 85 C0");

    private final FerryServer server = FerryServer.start();
    private final Random random = new Random(42);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void comeBackByteForByte() throws IOException {
        try (var client = new CodecClient(server)) {
            for (int round = 0; round < ROUNDS; round++) {
                var form = any(Form.all());
                byte[] file = file(random.nextInt(8) == 0 ? random.nextInt(200_000) : random.nextInt(60));
                String what = form + ", " + file.length + " bytes, round " + round;
                client.set(form);
                bringUp(client, form, file, what);

                assertArrayEquals(file, stored(), what);
                client.set(any(Form.all()));
                assertArrayEquals(file, client.retrieve("a"), what);
                Files.delete(server.home().resolve("a"));
            }
        }
    }

    /** Stores a file; where there are markers, by an upload that is cut anywhere and another that goes on at a marker. */
    private void bringUp(CodecClient client, Form form, byte[] file, String what) throws IOException {
        var symbols = form.represent(file);
        var style = Style.mean(random.nextLong());
        if (!form.mode().marks()) {
            client.send("STOR a", form.encode(symbols, style)).expect("226");
            return;
        }
        style.mark(random.ints(4, 0, symbols.length() + 1).toArray());
        byte[] wire = form.encode(symbols, style);
        int length = random.nextInt(wire.length);
        boolean saysTheEnd = length > 1 && wire[length - 2] == 0 && (wire[length - 1] & 64) != 0; // in compressed mode
        var cut = client.send("STOR a", Arrays.copyOf(wire, saysTheEnd ? 0 : length))
                .expect("426");
        assertFalse(Files.exists(server.home().resolve("a")), what);
        var answered = cut.marks().keySet().stream().sorted().toList();
        int position = answered.isEmpty() ? 0 : Integer.parseInt(any(answered));
        if (position > 0) {
            client.dialogue().say("REST " + cut.server(position)).expect("350");
        }
        client.send("STOR a", form.encode(symbols.from(position), style)).expect("226");
    }

    private byte[] stored() throws IOException {
        return Files.readAllBytes(server.home().resolve("a"));
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private byte[] file(int length) {
        byte[] file = new byte[length];
        for (int i = 0; i < length; i++) {
            byte next = ALPHABET[random.nextInt(ALPHABET.length)];
            boolean endOfLine = next == '\n' && i > 0 && file[i - 1] == '\r'; // which TYPE A does not bring back
            file[i] = endOfLine ? (byte) 'b' : next;
        }
        return file;
    }
}
