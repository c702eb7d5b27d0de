package ferry.unit.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.file.Permission;
import ferry.properties.Fault;
import ferry.properties.FaultyFileException;
import ferry.protocol.NameCoding;
import ferry.tls.SessionReuse;
import ferry.tls.TlsPolicy;
import ferry.user.Allowance;
import ferry.user.LoginMethod;
import ferry.user.NeededAccount;
import ferry.user.Rates;
import ferry.user.User;
import ferry.user.UserStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the lines of a users file mean. */
final class UsersFileTest {
    /** As an administrator of Apache FtpServer has it, after years. */
    private static final String APACHE = """
            # Password is "admin"
            ftpserver.user.admin.userpassword=21232F297A57A5A743894A0E4A801FC3
            ftpserver.user.admin.homedirectory=./res/home
            ftpserver.user.admin.enableflag=true
            ftpserver.user.admin.writepermission=true
            ftpserver.user.admin.maxloginnumber=10
            ftpserver.user.admin.maxloginperip=2
            ftpserver.user.admin.idletime=0
            ftpserver.user.admin.uploadrate=4800
            ftpserver.user.admin.downloadrate=9600

            ftpserver.user.anonymous.userpassword=
            ftpserver.user.anonymous.homedirectory=/srv/ftp
            ftpserver.user.anonymous.enableflag=true
            ftpserver.user.anonymous.writepermission=false
            ftpserver.user.anonymous.maxloginnumber=20
            ftpserver.user.anonymous.maxloginperip=2
            ftpserver.user.anonymous.idletime=300
            ftpserver.user.anonymous.uploadrate=0
            ftpserver.user.anonymous.downloadrate=0
            """;

    @Test
    void readsAFileOfApacheFtpServer() throws IOException, FaultyFileException {
        try (var users = new Users(APACHE)) {
            var store = UserStore.open(users.file, users.base);

            var admin = store.find("admin").orElseThrow();
            assertEquals("21232F297A57A5A743894A0E4A801FC3", admin.passwordHash());
            assertEquals(users.base.resolve("./res/home"), admin.home());
            assertTrue(admin.enabled());
            assertEquals(Permission.ALL, admin.permissions());
            assertEquals(10, admin.maxLogins());
            assertEquals(2, admin.maxLoginsPerAddress());
            assertEquals(Optional.of(Duration.ZERO), admin.idleTimeout());
            assertEquals(OptionalLong.of(4800), admin.rates().up());
            assertEquals(OptionalLong.of(9600), admin.rates().down());
            assertTrue(admin.allowFrom().allows(Users.ELSEWHERE));
            var anonymous = store.find("anonymous").orElseThrow();
            assertTrue(anonymous.anonymous());
            assertEquals("", anonymous.passwordHash());
            assertEquals(users.fileSystem.getPath("/srv/ftp"), anonymous.home());
            assertEquals(Permission.READ_ONLY, anonymous.permissions());
            assertEquals(Optional.of(Duration.ofMinutes(5)), anonymous.idleTimeout());
            assertEquals(List.of(admin, anonymous), store.users());
        }
    }

    @Test
    void hasDefaultsForAllButTheHome() throws IOException, FaultyFileException {
        var bob = bob("homedirectory=/srv");

        assertEquals("", bob.passwordHash());
        assertTrue(bob.enabled());
        assertEquals(Permission.READ_ONLY, bob.permissions());
        assertEquals(0, bob.maxLogins());
        assertEquals(0, bob.maxLoginsPerAddress());
        assertEquals(Optional.empty(), bob.idleTimeout());
        assertEquals(Rates.NONE, bob.rates());
        assertTrue(bob.allowFrom().allows(Users.ELSEWHERE));
        assertFalse(bob.anonymous());
    }

    @Test
    void readsItsOwnAttributes() throws IOException, FaultyFileException {
        var bob = bob("homedirectory=/srv", "permissions=list, write", "allow-from=loopback");

        assertEquals(Set.of(Permission.LIST, Permission.WRITE), bob.permissions());
        assertTrue(bob.allowFrom().allows(Users.HERE));
        assertFalse(bob.allowFrom().allows(Users.ELSEWHERE));
    }

    @Test
    void letsPermissionsDecideAgainstWritePermission() throws IOException, FaultyFileException {
        var bob = bob("homedirectory=/srv", "permissions=none", "writepermission=true");

        assertEquals(Set.of(), bob.permissions());
    }

    @Test
    void readsAttributesInAnyCaseAndValuesWithBlanksBehind() throws IOException, FaultyFileException {
        var bob = bob("HomeDirectory=/srv ", "EnableFlag=FALSE ", "UploadRate=7 ");

        assertEquals("/srv", bob.home().toString());
        assertFalse(bob.enabled());
        assertEquals(OptionalLong.of(7), bob.rates().up());
    }

    @Test
    void readsLargeNumbers() throws IOException, FaultyFileException {
        assertEquals(
                Integer.MAX_VALUE,
                bob("homedirectory=/srv", "maxloginnumber=2147483647").maxLogins());
        assertEquals(
                OptionalLong.of(5_000_000_000L),
                bob("homedirectory=/srv", "uploadrate=5000000000").rates().up());
    }

    @Test
    void takesWhatMayBeStored() throws IOException, FaultyFileException {
        var bob = bob("homedirectory=/srv", "quota-bytes=10G", "quota-files=5000", "max-file-size=0");

        assertEquals(new Allowance(10L << 30, 5000, OptionalLong.of(0)), bob.allowance());
        assertEquals(Allowance.NONE, bob("homedirectory=/srv").allowance());
    }

    @Test
    void takesRatesWithUnitsAndOfAllSessionsTogether() throws IOException, FaultyFileException {
        var bob = bob("homedirectory=/srv", "uploadrate=500K", "uploadrate-total=2M", "downloadrate-total=1G");

        assertEquals(new Rates(OptionalLong.of(500 << 10), OptionalLong.empty(), 2 << 20, 1 << 30), bob.rates());
    }

    @Test
    void takesTheLastOfTwoValues() throws IOException, FaultyFileException {
        assertEquals("/b", bob("homedirectory=/a", "homedirectory=/b").home().toString());
    }

    @Test
    void readsNamesWithDots() throws IOException, FaultyFileException {
        try (var users = new Users("ftpserver.user.bob.smith.homedirectory=/srv\n")) {
            var store = UserStore.open(users.file, users.base);

            assertEquals("bob.smith", store.find("bob.smith").orElseThrow().name());
            assertTrue(store.find("bob").isEmpty());
        }
    }

    @Test
    void tellsNamesApartByCase() throws IOException, FaultyFileException {
        try (var users = new Users("ftpserver.user.bob.homedirectory=/srv\n")) {
            assertTrue(UserStore.open(users.file, users.base).find("Bob").isEmpty());
        }
    }

    @Test
    void readsAHomeOfAnotherFileSystem() throws IOException, FaultyFileException {
        try (var other = new Users("")) {
            var home = other.base.toUri();

            assertEquals(other.base, bob("homedirectory=" + home).home());
        }
    }

    @Test
    void tellsNoHashInItsText() throws IOException, FaultyFileException {
        assertEquals(
                "User[bob]", bob("homedirectory=/srv", "userpassword=secret").toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            uploadrate=fast           | a number of bytes a second is needed, not "fast"
            uploadrate=10MB           | a number of bytes a second is needed, not "10MB"
            uploadrate-total=9999999T | a number of bytes a second is needed, not "9999999T"
            quota-bytes=10 G          | a number of bytes, such as 500M or 10G, is needed, not "10 G"
            quota-files=10K           | a number of files is needed, not "10K"
            max-file-size=big         | a number of bytes, such as 500M or 10G, is needed, not "big"
            downloadrate=-1           | a number of bytes a second is needed, not "-1"
            idletime=5m               | a number of seconds is needed, not "5m"
            maxloginnumber=           | a number of logins is needed, not ""
            maxloginnumber=3000000000 | a number of logins is needed, not "3000000000"
            maxloginperip=1.5         | a number of logins is needed, not "1.5"
            enableflag=yes            | true or false is needed, not "yes"
            writepermission=1         | true or false is needed, not "1"
            permissions=list,fly      | unknown permission "fly"; known: all, none, list, read, write, overwrite, append, delete, rename, mkdir, rmdir, time, mode
            rights=/a                 | PATTERN:PERMISSION,PERMISSION, several of them separated by semicolons, is needed, not "/a"
            rights=/a:list; /b:c/d    | PATTERN:PERMISSION,PERMISSION, several of them separated by semicolons, is needed, not "/b:c/d"
            rights=/a:                | "/a:": a permission is needed; none gives nothing
            rights=/a:fly             | unknown permission "fly"; known: all, none, list, read, write, overwrite, append, delete, rename, mkdir, rmdir, time, mode
            rights=a/**:all           | "a/**": a pattern begins with a slash and has up to 1024 characters
            rights=/a/:all            | "/a/": no name between or behind slashes; a folder and all below it is /folder/**
            rights=/a/../b:all        | "/a/../b": no path has the names . and ..
            rights=/a**:all           | "/a**": ** stands for whole names, between slashes
            rights=/100%:all          | "/100%": % begins an escape and is followed by two hexadecimal digits; a percent sign is %25
            rights=/a%2Fb:all         | "/a%2Fb": no name has a slash or a NUL in it
            hidden-names=a/b          | patterns of single names, separated by commas, are needed, not "a/b"
            forbidden-names=*.exe, *  | "*" is every name there can be
            allow-from=example.org    | addresses, networks like 192.0.2.0/24, "loopback" or "any" are needed, not "example.org"
            homedir=/srv              | unknown attribute "homedir"; did you mean "homedirectory"?
            uploadrat=1               | unknown attribute "uploadrat"; did you mean "uploadrate"?
            allowfrom=any             | unknown attribute "allowfrom"; did you mean "allow-from"?
            colour=red                | unknown attribute "colour"
            homedirectory=            | a folder is needed
            homedirectory=nowhere://x | no such file system: nowhere://x
            homedirectory=jimfs://x/y | no such file system: jimfs://x/y
            charset=klingon           | the charset "klingon" is not known
            charset=UTF-16            | the charset "UTF-16" cannot be used for names: its lower half is not ASCII
            account=$6$ab$cdef        | this kind of hash is not known; bcrypt of cost 4 to 16, MD5 and SALT:MD5 are
            account-for=reading       | login or store is needed, not "reading"
            mounts=pub                | NAME=PATH, separated by commas, is needed, the name without a slash, not "pub"
            mounts==/srv              | NAME=PATH, separated by commas, is needed, the name without a slash, not "=/srv"
            mounts=a/b=/srv           | NAME=PATH, separated by commas, is needed, the name without a slash, not "a/b=/srv"
            mounts=..=/srv            | NAME=PATH, separated by commas, is needed, the name without a slash, not "..=/srv"
            mounts=pub=               | a folder is needed
            mounts=pub=nowhere://x    | no such file system: nowhere://x
            mounts=pub=/a, pub=/b     | there are two mounts "pub"
            userpassword=$6$ab$cdef   | this kind of hash is not known; bcrypt of cost 4 to 16, MD5 and SALT:MD5 are
            tls-required=yes          | true or false is needed, not "yes"
            tls-data-required=on      | true or false is needed, not "on"
            tls-session-reuse=always  | one of off, accept, require is needed, not "always"
            tls-close-notify=true     | one of require, accept is needed, not "true"
            login=certificate         | the attribute certificate is missing: which certificates are this user's
            login=both                | the attribute certificate is missing: which certificates are this user's
            login=either              | the attribute certificate is missing: which certificates are this user's
            login=key                 | one of password, certificate, both, either is needed, not "key"
            certificate=              | a certificate is needed, such as subject:CN=alice,O=Partner
            certificate=alice         | KIND:VALUE is needed, such as subject:CN=alice,O=Partner, not "alice"
            certificate=cn:           | KIND:VALUE is needed, such as subject:CN=alice,O=Partner, not "cn:"
            certificate=sha:a         | unknown kind of name "sha"; did you mean "sha256"?; known: subject, cn, email, dns, uri, sha256
            certificate=subject:alice | behind subject: a name such as CN=alice,O=Partner is needed, not "alice"
            certificate=cn:a; sha256:ab:cd | behind sha256: 64 hexadecimal digits are needed, not "ab:cd"; openssl x509 -noout -fingerprint -sha256 tells them
            """)
    void tellsTheLineOfAFault(String line, String message) throws IOException {
        var faults = faults("""
                # bob
                ftpserver.user.bob.homedirectory=/srv

                ftpserver.user.bob.%s
                """.formatted(line));

        var key = "ftpserver.user.bob." + line.substring(0, line.indexOf('='));
        assertEquals(List.of(new Fault("users.properties", 4, key, message)), faults);
    }

    @Test
    void readsAnAccountAndWhatItIsNeededFor() throws IOException, FaultyFileException {
        var storing = bob("homedirectory=/srv", "account=secret", "account-for=store");

        assertEquals(Optional.of(new NeededAccount("secret", NeededAccount.Purpose.STORE)), storing.account());
        assertTrue(bob("homedirectory=/srv", "account=secret").needsAccount(NeededAccount.Purpose.LOGIN));
        assertFalse(bob("homedirectory=/srv", "account=").needsAccount(NeededAccount.Purpose.LOGIN));
        assertFalse(bob("homedirectory=/srv", "account-for=store").needsAccount(NeededAccount.Purpose.STORE));
        assertFalse(storing.toString().contains("secret")
                || storing.account().toString().contains("secret"));
    }

    @Test
    void readsTheCharsetOfNames() throws IOException, FaultyFileException {
        assertEquals(
                Optional.of(NameCoding.named("GBK")),
                bob("homedirectory=/srv", "charset=gbk").charset());
        assertEquals(Optional.empty(), bob("homedirectory=/srv").charset());
    }

    @Test
    void readsWhatIsDemandedOfConnections() throws IOException, FaultyFileException {
        var strict = bob(
                "homedirectory=/srv",
                "tls-required=true",
                "tls-data-required=false",
                "tls-session-reuse=require",
                "tls-close-notify=accept");

        assertEquals(
                new TlsPolicy.Exceptions(
                        Optional.of(true), Optional.of(false), Optional.of(SessionReuse.REQUIRE), Optional.of(false)),
                strict.tls());
        assertEquals(TlsPolicy.Exceptions.NONE, bob("homedirectory=/srv").tls());
    }

    @ParameterizedTest
    @CsvSource({
        "'', PASSWORD",
        "certificate=cn:bob, BOTH",
        "certificate=cn:bob login=password, PASSWORD",
        "certificate=cn:bob login=certificate, CERTIFICATE",
        "login=either certificate=cn:bob, EITHER"
    })
    void readsWhatLetsTheUserIn(String lines, LoginMethod login) throws IOException, FaultyFileException {
        var attributes = Stream.concat(
                        Stream.of("homedirectory=/srv"), lines.lines().flatMap(line -> Stream.of(line.split(" "))))
                .toArray(String[]::new);

        assertEquals(login, bob(attributes).login());
    }

    @Test
    void readsMountsByTheRulesOfTheHome() throws IOException {
        var text = "ftpserver.user.bob.homedirectory=/srv\nftpserver.user.bob.mounts=pub=/srv/pub, a b=x=y/z,\n";
        try (var users = new Users(text)) {
            var bob = UserStore.open(users.file, users.base).find("bob").orElseThrow();

            assertEquals(
                    Map.of("pub", users.fileSystem.getPath("/srv/pub"), "a b", users.base.resolve("x=y/z")),
                    bob.mounts());
        } catch (FaultyFileException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void tellsAllFaultsInTheOrderOfTheLines() throws IOException {
        var faults = faults("""
                ftpserver.user.bob.uploadrate=x
                colour=red
                ftpserver.user.bob.homedirectory=/srv
                ftpserver.user.eve.enableflag=false
                ftpserver.user.bob=1
                ftpserver.user..homedirectory=/srv
                ftpserver.user.bob.downloadrate=y
                ftpserver.user.bob.userpassword=\\u00
                """);

        assertEquals(
                List.of(
                        "users.properties:1: ftpserver.user.bob.uploadrate: a number of bytes a second is needed, not \"x\"",
                        "users.properties:2: colour: unknown key; ftpserver.user.NAME.ATTRIBUTE is known",
                        "users.properties:4: ftpserver.user.eve.homedirectory: is missing; every user needs a home",
                        "users.properties:5: ftpserver.user.bob: unknown key; ftpserver.user.NAME.ATTRIBUTE is known",
                        "users.properties:6: ftpserver.user..homedirectory: unknown key; ftpserver.user.NAME.ATTRIBUTE is known",
                        "users.properties:7: ftpserver.user.bob.downloadrate: a number of bytes a second is needed, not \"y\"",
                        "users.properties:8: ftpserver.user.bob.userpassword: \\u must be followed by four hexadecimal digits;"
                                + " a backslash is written \\\\"),
                faults.stream().map(Fault::toString).toList());
    }

    @Test
    void tellsThatTheFileIsMissing() throws IOException {
        try (var users = new Users("")) {
            var missing = users.base.resolve("no.properties");

            var refusal = assertThrows(FaultyFileException.class, () -> UserStore.open(missing, users.base));

            assertEquals("/ferry/no.properties: no such file", refusal.getMessage());
        }
    }

    @Test
    void letsTheShippedUserInFromThisMachineOnly() throws FaultyFileException {
        var file = Path.of("users.properties").toAbsolutePath();
        var store = UserStore.open(file, file.resolveSibling("."));

        var ferry = store.find("ferry").orElseThrow();
        assertTrue(Users.HASHES.verify("ferry", ferry.passwordHash()));
        assertEquals(Permission.ALL, ferry.permissions());
        assertTrue(ferry.allowFrom().allows(Users.HERE));
        assertFalse(ferry.allowFrom().allows(Users.ELSEWHERE));
        var anonymous = store.find("anonymous").orElseThrow();
        assertFalse(anonymous.enabled());
        assertEquals(Permission.READ_ONLY, anonymous.permissions());
        assertEquals(List.of(ferry, anonymous), store.users());
    }

    private static User bob(String... lines) throws IOException, FaultyFileException {
        var text = "ftpserver.user.bob." + String.join("\nftpserver.user.bob.", lines) + "\n";
        try (var users = new Users(text)) {
            return UserStore.open(users.file, users.base).find("bob").orElseThrow();
        }
    }

    private static List<Fault> faults(String text) throws IOException {
        try (var users = new Users(text)) {
            return assertThrows(FaultyFileException.class, () -> UserStore.open(users.file, users.base))
                    .faults();
        }
    }
}
