package ferry.file;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.zip.CRC32;

/** The checksum of zip files in the shape of a digest: four bytes, the highest first. */
final class Crc32 extends MessageDigest {
    private final CRC32 sum = new CRC32();

    /** Of nothing yet. */
    Crc32() {
        super("CRC32");
    }

    @Override
    protected void engineUpdate(byte input) {
        sum.update(input);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        sum.update(input, offset, length);
    }

    @Override
    protected void engineUpdate(ByteBuffer input) {
        sum.update(input);
    }

    @Override
    protected byte[] engineDigest() {
        byte[] bytes =
                ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array();
        sum.reset();
        return bytes;
    }

    @Override
    protected void engineReset() {
        sum.reset();
    }
}
