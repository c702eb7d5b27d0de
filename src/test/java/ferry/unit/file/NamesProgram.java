package ferry.unit.file;

import static ferry.unit.file.Ground.path;

import ferry.file.FileService;
import ferry.file.Permission;
import ferry.file.UploadMode;
import ferry.protocol.NameCoding;
import ferry.protocol.ReplyException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

/** Uses names that are not ASCII, in a JVM whose locale may not know them. Throws when something is not as it should be. */
final class NamesProgram {
    private static final String CHINESE = "文件.txt";
    private static final String RAW = NameCoding.UTF_8.decode(new byte[] {(byte) 0xd6, (byte) 0xd0, (byte) 0xff});
    private static final String BYTE = NameCoding.UTF_8.decode(new byte[] {(byte) 0xff});

    private final FileService files;

    private NamesProgram(FileService files) {
        this.files = files;
    }

    /** Leaves two files and a folder with one in the folder that is given. */
    public static void main(String[] args) throws IOException, ReplyException {
        var files = new FileService(Path.of(args[0]), "user", Permission.ALL, UploadMode.ATOMIC);
        new NamesProgram(files).run();
    }

    private void run() throws IOException, ReplyException {
        Ground.store(files, "/" + CHINESE, "chinese");
        Ground.store(files, "/" + RAW, "raw");
        expect(Set.of(CHINESE, RAW), Ground.names(files, "/"));
        for (String name : Set.of(CHINESE, RAW)) {
            expect(name, files.stat(path("/" + name)).name());
            renameAndBack("/" + name);
        }
        files.makeDirectory(path("/文"));
        files.makeDirectory(path("/文/" + RAW));
        Ground.breakOff(files, "/文/" + BYTE, "fol");
        expect(Set.of(RAW, BYTE), Ground.names(files, "/文"));
        try (var upload = files.store(path("/文/" + BYTE), 3)) {
            Ground.write(upload, "der");
            upload.commit();
        }
        expect("folder", retrieve("/文/" + BYTE));
        files.removeDirectory(path("/文/" + RAW));
        Ground.store(files, "/删除", "to be deleted");
        files.delete(path("/删除"));
        expect(Set.of(CHINESE, RAW, "文"), Ground.names(files, "/"));
    }

    private void renameAndBack(String text) throws IOException, ReplyException {
        files.rename(path(text), path(text + "重"));
        files.rename(path(text + "重"), path(text));
    }

    private String retrieve(String text) throws IOException, ReplyException {
        try (var download = files.open(path(text))) {
            var bytes = ByteBuffer.allocate((int) download.size());
            download.channel().read(bytes);
            return new String(bytes.array(), StandardCharsets.UTF_8);
        }
    }

    private static void expect(Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new IllegalStateException(expected + " expected, found " + found);
        }
    }
}
