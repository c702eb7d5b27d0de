package ferry.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Makes inputs: pieces of the language in any order, children of inputs that had an outcome of their own, long
 * repetitions, and bytes without any sense.
 */
final class Inputs {
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "8",
            "10",
            "255",
            "256",
            "65535",
            "65536",
            "2147483647",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "00000000000000000001",
            "99999999999999999999");
    private static final int MOST_PARENTS = 2000;
    private static final int MOST_PIECES = 12;
    private static final int LONGEST_PARENT = 400; // children only grow

    private final Random random;
    private final List<byte[]> pieces;
    private final int longest;
    private final List<byte[]> parents;
    private final Set<String> outcomes = new HashSet<>();

    /** From these pieces and parents, of up to so many bytes. */
    Inputs(Random random, List<byte[]> pieces, List<byte[]> parents, int longest) {
        this.random = random;
        this.pieces = pieces;
        this.longest = longest;
        this.parents = new ArrayList<>(parents.stream()
                .filter(parent -> parent.length <= LONGEST_PARENT)
                .toList());
    }

    /** The next input. */
    byte[] next() {
        byte[] input = switch (random.nextInt(20)) {
            case 0 -> noise();
            case 1 -> repetition();
            case 2, 3, 4, 5, 6, 7 -> sentence();
            default -> parents.isEmpty() ? sentence() : child(parents.get(random.nextInt(parents.size())));
        };
        return input.length > longest ? Arrays.copyOf(input, longest) : input;
    }

    /** Takes note of what came of an input. */
    void outcome(byte[] input, String outcome) {
        if (outcomes.size() < MOST_PARENTS && outcomes.add(outcome) && input.length <= LONGEST_PARENT) {
            parents.add(input);
        }
    }

    /** How many outcomes were seen. */
    int outcomes() {
        return outcomes.size();
    }

    private byte[] noise() {
        var bytes = new byte[random.nextInt(Math.min(longest, 200))];
        random.nextBytes(bytes);
        return bytes;
    }

    /** One piece so often that whatever is not linear shows; rarely as long as may be. */
    private byte[] repetition() {
        byte[] piece = piece();
        int most = random.nextInt(20) == 0 ? longest : Math.min(longest, 500);
        var out = new ByteArrayOutputStream();
        out.writeBytes(random.nextBoolean() ? piece() : new byte[0]);
        for (int times = random.nextInt(Math.max(1, most / Math.max(1, piece.length))); times > 0; times--) {
            out.writeBytes(piece);
        }
        out.writeBytes(random.nextBoolean() ? piece() : new byte[0]);
        return out.toByteArray();
    }

    private byte[] sentence() {
        var out = new ByteArrayOutputStream();
        for (int count = 1 + random.nextInt(MOST_PIECES); count > 0; count--) {
            out.writeBytes(piece());
        }
        return out.toByteArray();
    }

    private byte[] piece() {
        return switch (random.nextInt(12)) {
            case 0 -> new byte[] {(byte) random.nextInt(256)};
            case 1 -> new byte[] {(byte) (' ' + random.nextInt(95))};
            case 2 -> NUMBERS.get(random.nextInt(NUMBERS.size())).getBytes(UTF_8);
            case 3 -> Integer.toString(random.nextInt(300)).getBytes(UTF_8);
            default -> pieces.get(random.nextInt(pieces.size()));
        };
    }

    private byte[] child(byte[] parent) {
        byte[] child = parent;
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            child = mutation(child);
        }
        return child;
    }

    private byte[] mutation(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        int to = from + random.nextInt(Math.min(bytes.length - from, 16) + 1);
        return switch (random.nextInt(7)) {
            case 0 -> joined(bytes, from, piece(), from);
            case 1 -> joined(bytes, from, piece(), to);
            case 2 -> joined(bytes, from, new byte[0], to);
            case 3 -> joined(bytes, to, Arrays.copyOfRange(bytes, from, to), to);
            case 4 -> flipped(bytes);
            case 5 -> spliced(bytes, from);
            default -> Arrays.copyOf(bytes, from);
        };
    }

    private byte[] flipped(byte[] bytes) {
        byte[] copy = bytes.clone();
        if (copy.length > 0) {
            int at = random.nextInt(copy.length);
            copy[at] = (byte) (random.nextBoolean() ? random.nextInt() : copy[at] ^ (1 << random.nextInt(8)));
        }
        return copy;
    }

    private byte[] spliced(byte[] bytes, int at) {
        byte[] other = parents.get(random.nextInt(parents.size()));
        return joined(
                bytes, at, Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length), bytes.length);
    }

    /** The bytes up to one place, others, and the bytes from another place on. */
    static byte[] joined(byte[] bytes, int to, byte[] between, int from) {
        var out = new ByteArrayOutputStream(to + between.length + bytes.length - from);
        out.write(bytes, 0, to);
        out.writeBytes(between);
        out.write(bytes, from, bytes.length - from);
        return out.toByteArray();
    }
}
